namespace Roost.Simulation.Tests;

public sealed class FarmCalendarTests
{
    [Test]
    public void A_flock_day_changes_at_the_farms_midnight_not_at_that_of_UTC()
    {
        var calendar = CalendarIn("Asia/Shanghai");
        using (Assert.EnterMultipleScope())
        {
            calendar.GoTo(new(2026, 3, 1, 15, 59, 0, TimeSpan.Zero));
            Assert.That(calendar.FlockDay, Is.Zero);
            Assert.That(calendar.GoTo(new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)), Is.True);
            Assert.That((calendar.FlockDay, calendar.Hour), Is.EqualTo((1, 0d)));
        }
    }

    [TestCase("Europe/Berlin", "2026-03-29T12:00:00Z", Description = "A day of 23 h: 14:00 is 13 h after midnight.")]
    [TestCase("Asia/Beirut", "2026-03-29T12:00:00Z", Description = "Summer time begins at midnight, which is missing.")]
    public void A_day_that_is_not_24_hours_long_is_stretched_to_24(string zone, string when)
    {
        var calendar = CalendarIn(zone);
        calendar.GoTo(DateTimeOffset.Parse(when));

        Assert.That(calendar.Hour, Is.InRange(13, 15.7));
    }

    [Test]
    public void Hours_run_from_0_to_24_in_any_zone([Values("Europe/Berlin", "Asia/Beirut", "Asia/Shanghai", "America/Sao_Paulo")] string zone)
    {
        var calendar = CalendarIn(zone);
        var start = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);
        calendar.GoTo(start);
        for (var step = 1; step < 24 * 14; step++)
        {
            var (day, hour) = (calendar.FlockDay, calendar.Hour);
            var isNewDay = calendar.GoTo(start.AddHours(step));
            Assert.That(calendar.Hour, Is.InRange(0, 24));
            Assert.That((isNewDay, calendar.FlockDay, calendar.Hour < hour), Is.EqualTo((calendar.FlockDay > day, isNewDay ? day + 1 : day, isNewDay)));
        }
    }

    private static FarmCalendar CalendarIn(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone), new DateOnly(2026, 3, 1));
}
