namespace Roost.Simulation.Tests;

public sealed class CoopPlanTests
{
    [Test]
    public void A_flock_day_changes_at_the_farms_midnight_not_at_that_of_UTC()
    {
        var plan = PlanIn("Asia/Shanghai");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.DayAt(new(2026, 3, 1, 15, 59, 0, TimeSpan.Zero)).FlockDay, Is.Zero);
            Assert.That(plan.DayAt(new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)).FlockDay, Is.EqualTo(1));
        }
    }

    [TestCase("Europe/Berlin", "2026-03-29T12:00:00Z", Description = "A day of 23 h: 14:00 is 13 h after midnight.")]
    [TestCase("Asia/Beirut", "2026-03-29T12:00:00Z", Description = "Summer time begins at midnight, which is missing.")]
    public void A_day_that_is_not_24_hours_long_is_stretched_to_24(string zone, string when)
    {
        var day = PlanIn(zone).DayAt(DateTimeOffset.Parse(when));
        Assert.That(day.Hour, Is.InRange(13, 15.7));
    }

    [Test]
    public void Hours_run_from_0_to_24_in_any_zone([Values("Europe/Berlin", "Asia/Beirut", "Asia/Shanghai", "America/Sao_Paulo")] string zone)
    {
        var plan = PlanIn(zone);
        var start = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);
        var last = plan.DayAt(start);
        for (var step = 1; step < 24 * 14; step++)
        {
            var next = plan.DayAt(start.AddHours(step));
            Assert.That(next.Hour, Is.InRange(0, 24));
            Assert.That(next.Date == last.Date ? next.Hour > last.Hour : next.Hour < last.Hour, Is.True);
            last = next;
        }
    }

    private static CoopPlan PlanIn(string zone) => new(1, 1, new DateOnly(2026, 3, 1), TimeZoneInfo.FindSystemTimeZoneById(zone));
}
