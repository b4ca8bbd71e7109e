using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using static Roost.Alarms.Tests.Evaluation.CoopCase;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Alarms.Tests.Evaluation;

internal sealed class FarmTimeTests
{
    // Summer time in Berlin began on 29 March 2026 at 01:00 UTC and ended on 25 October 2026 at 01:00 UTC. Cairo put its clocks forward at midnight
    // of 24 April 2026. Source: IANA time zone database.
    [TestCase("Europe/Berlin", "2026-03-27", "2026-03-28T22:59:59Z", 1 + (86_399 / 86_400.0))]
    [TestCase("Europe/Berlin", "2026-03-27", "2026-03-28T23:00:00Z", 2)]
    [TestCase("Europe/Berlin", "2026-03-27", "2026-03-29T10:30:00Z", 2.5, Description = "Half of a day of 23 hours.")]
    [TestCase("Europe/Berlin", "2026-03-27", "2026-03-29T22:00:00Z", 3)]
    [TestCase("Europe/Berlin", "2026-10-24", "2026-10-25T10:30:00Z", 1.5, Description = "Half of a day of 25 hours.")]
    [TestCase("Europe/Berlin", "2026-10-24", "2026-10-25T23:00:00Z", 2)]
    [TestCase("Africa/Cairo", "2026-04-23", "2026-04-23T22:00:00Z", 1, Description = "A day that begins at one o'clock.")]
    [TestCase("Asia/Shanghai", "2026-01-01", "2025-12-31T16:00:00Z", 0)]
    [TestCase("Asia/Shanghai", "2026-01-01", "2026-01-01T04:00:00Z", 0.5)]
    [TestCase("America/New_York", "2026-01-01", "2026-01-01T04:59:59Z", -1 + (86_399 / 86_400.0), Description = "Before placement.")]
    [TestCase("Etc/UTC", "2028-02-28", "2028-03-01T00:00:00Z", 2, Description = "A leap day.")]
    [TestCase("Etc/UTC", "2027-02-28", "2027-03-01T00:00:00Z", 1, Description = "No leap day.")]
    public void Age_counts_the_farm_s_midnights(string zone, string placedOn, string at, double ageDays)
    {
        var context = Context with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone), PlacedOn = DateOnly.Parse(placedOn) };
        var age = new FlockFigures(context, new FarmCalendar(context.TimeZone)).AgeDaysAt(DateTimeOffset.Parse(at).UtcTicks);
        Assert.That(age, Is.EqualTo(ageDays).Within(1e-9));
    }

    [Test]
    public void Days_and_hours_of_the_farm_are_found_whatever_was_asked_before()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var remembering = new FarmCalendar(zone);
        for (var at = new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero); at.Day < 31; at = at.AddMinutes(17))
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            Assert.That((remembering.DayAt(at.UtcTicks), remembering.HourAt(at.UtcTicks)), Is.EqualTo((DateOnly.FromDateTime(local.Date).DayNumber, local.Hour)));
        }
    }

    [Test]
    public void A_limit_follows_the_age_and_without_an_age_judges_nothing()
    {
        var limit = new Curve([new(0, 34), new(20, 24)]);
        var rule = Rule(Temperature, new Above(new ValueOf(Temperature), limit));
        var (placed, unknown) = (new CoopCase(rule), new CoopCase(Context with { PlacedOn = null }, rule));
        foreach (var coop in new[] { placed, unknown })
        {
            coop.Feed(10, Temperature, 25);
        }

        Assert.That((placed.Said.Count, unknown.Said.Count), Is.EqualTo((1, 0)));
        Assert.That(placed.Said[0].Limit, Is.EqualTo(24).Within(0.001));
        unknown.Feed(20, FlockDay, 19, "house");
        unknown.Feed(30, Temperature, 25);
        Assert.That(unknown.Said.Single().Limit, Is.EqualTo(24.5).Within(0.001));
    }

    [Test]
    public void Counters_begin_anew_at_the_farm_s_midnight_and_not_at_that_of_UTC()
    {
        var context = Context with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai") };
        var coop = new CoopCase(context, Rule(Mortality, new Above(new DayTotalOf(Mortality, 1), Curve.Constant(10))));
        coop.Feed((15.5 * 3600) - 86_400, Mortality, 8, "house");
        coop.Feed((16.5 * 3600) - 86_400, Mortality, 6, "house");
        coop.Feed(0, Mortality, 10, "house");
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(3600, Mortality, 11, "house");
        Assert.That(coop.Said.Single().Value, Is.EqualTo(11));
    }
}
