using CsCheck;
using Roost.Cloud.Api;
using Roost.Cloud.Api.Series;

namespace Roost.Cloud.Tests.Api.Series;

internal sealed class CalendarStepsTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [TestCase("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", new[] { 24, 23, 24 }, Description = "Summer time begins on 29 March 2026")]
    [TestCase("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", new[] { 24, 25, 24 }, Description = "and ends on 25 October")]
    public void A_day_is_as_long_as_the_farms_clock_makes_it(string from, string to, int[] hours)
    {
        var starts = CalendarSteps.Of(CalendarStep.Day, Amsterdam, Period(from, to), 100)!;

        Assert.That(starts.Zip(starts.Skip(1), (start, end) => (end - start).TotalHours), Is.EqualTo(hours));
    }

    [Test]
    public void The_hour_that_comes_twice_is_two_hours()
    {
        var starts = CalendarSteps.Of(CalendarStep.Hour, Amsterdam, Period("2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z"), 100)!;

        Assert.That(starts, Has.Count.EqualTo(4));
    }

    [TestCase(CalendarStep.Week, "2026-02-22T23:00:00Z", Description = "The midnight before Monday, 23 February")]
    [TestCase(CalendarStep.Month, "2026-01-31T23:00:00Z")]
    public void Weeks_begin_on_Mondays_and_months_on_their_first(CalendarStep step, string first)
    {
        var starts = CalendarSteps.Of(step, Amsterdam, Period("2026-02-25T12:00:00Z", "2026-02-26T12:00:00Z"), 100)!;

        Assert.That(starts[0], Is.EqualTo(DateTimeOffset.Parse(first, null)));
    }

    [TestCase("Asia/Kolkata", Description = "Half an hour beside the hours of UTC")]
    [TestCase("America/Santiago", Description = "Leaves out midnights in September and has two in April")]
    [TestCase("Pacific/Apia", Description = "Left out a whole day in 2011")]
    public void Steps_follow_each_other_and_cover_the_period(string zone) =>
        Gen.Select(Gen.Long[0, 2_000_000_000], Gen.Int[1, 3_000_000], Gen.Enum<CalendarStep>()).Sample((from, length, step) =>
        {
            var period = new QueryPeriod(DateTimeOffset.FromUnixTimeSeconds(from), DateTimeOffset.FromUnixTimeSeconds(from + length));
            var starts = CalendarSteps.Of(step, TimeZoneInfo.FindSystemTimeZoneById(zone), period, 5_000)!;
            return starts[0] <= period.From && starts[^1] >= period.To && starts[^2] < period.To
                && starts.Zip(starts.Skip(1)).All(pair => pair.First < pair.Second);
        });

    [Test]
    public void More_steps_than_allowed_are_none() =>
        Assert.That(CalendarSteps.Of(CalendarStep.Hour, Amsterdam, Period("2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z"), 5_000), Is.Null);

    private static QueryPeriod Period(string from, string to) => new(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null));
}
