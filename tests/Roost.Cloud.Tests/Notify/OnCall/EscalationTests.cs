using CsCheck;
using Roost.Alarms;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Tests.Notify.OnCall;

internal sealed class EscalationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 10, 0, 0, TimeSpan.Zero);

    [Test]
    public void People_are_told_in_order_and_then_again_until_someone_acknowledges()
    {
        var calls = Follow(Plans.Always("an", "bo"), AlarmSeverity.Critical, Noon, TimeSpan.FromMinutes(31));

        Assert.That(
            calls.Select(call => (call.Person, (call.At - Noon).TotalMinutes)),
            Is.EqualTo(new[] { ("an", 0.0), ("bo", 5.0), ("an", 15.0), ("bo", 20.0), ("an", 30.0) }));
    }

    [Test]
    public void It_never_gives_up()
    {
        var calls = Follow(Plans.Always("an"), AlarmSeverity.Critical, Noon, TimeSpan.FromDays(2));

        Assert.That(calls, Has.Count.EqualTo(2 * 24 * 6));
    }

    [Test]
    public void Steps_without_a_wait_are_taken_at_once()
    {
        var plan = Plans.Always("an", "bo", "li");
        var order = plan.CallOrders[0];
        plan = plan with { CallOrders = [order with { Steps = [order.Steps[0] with { Wait = TimeSpan.Zero }, .. order.Steps.Skip(1)] }] };

        var decision = Escalation.Next(Chain.Begin(AlarmSeverity.Critical, Noon), plan, Plans.Amsterdam, Noon);

        Assert.That(decision.Calls.Select(call => call.Person), Is.EqualTo(new[] { "an", "bo" }));
    }

    [Test]
    public void Another_watch_begins_with_its_first_person()
    {
        // 21:58 on the farm's clock.
        var calls = Follow(Plans.DayAndNight, AlarmSeverity.Critical, new(2026, 6, 1, 19, 58, 0, TimeSpan.Zero), TimeSpan.FromMinutes(20));

        Assert.That(calls.Select(call => call.Person), Is.EqualTo(new[] { "an", "bo", "li" }));
    }

    [Test]
    public void A_warning_that_nobody_is_on_call_for_waits_for_the_first_who_is()
    {
        var day = Plans.Order("day", new TimeOnly(7, 0), new TimeOnly(22, 0), "an");
        var night = Plans.Order("night", new TimeOnly(22, 0), new TimeOnly(7, 0), "bo") with { Severities = [AlarmSeverity.Critical] };
        var plan = new OnCallPlan { CallOrders = [day, night], WarningIsCriticalAfter = null };
        DateTimeOffset midnight = new(2026, 6, 1, 22, 0, 30, TimeSpan.Zero);

        var first = Follow(plan, AlarmSeverity.Warning, midnight, TimeSpan.FromHours(10))[0];

        Assert.That((first.Person, first.At), Is.EqualTo(("an", new DateTimeOffset(2026, 6, 2, 5, 0, 0, TimeSpan.Zero))));
    }

    [Test]
    public void A_warning_that_waits_too_long_is_called_out_as_critical()
    {
        var day = Plans.Order("day", new TimeOnly(7, 0), new TimeOnly(22, 0), "an");
        var night = Plans.Order("night", new TimeOnly(22, 0), new TimeOnly(7, 0), "bo") with { Severities = [AlarmSeverity.Critical] };
        var plan = new OnCallPlan { CallOrders = [day, night], WarningIsCriticalAfter = TimeSpan.FromMinutes(45) };
        DateTimeOffset midnight = new(2026, 6, 1, 22, 0, 0, TimeSpan.Zero);

        var first = Follow(plan, AlarmSeverity.Warning, midnight, TimeSpan.FromHours(2))[0];

        Assert.That((first.Person, first.At - midnight), Is.EqualTo(("bo", TimeSpan.FromMinutes(45))));
    }

    [Test]
    public void After_an_absence_one_person_is_told_not_all_that_were_missed()
    {
        var decision = Escalation.Next(Chain.Begin(AlarmSeverity.Critical, Noon), Plans.Always("an", "bo"), Plans.Amsterdam, Noon + TimeSpan.FromHours(5));

        Assert.That(decision.Calls.Select(call => call.Person), Is.EqualTo(new[] { "an" }));
    }

    [Test]
    public void A_failed_delivery_brings_the_next_step_forward_but_not_the_next_round()
    {
        var plan = Plans.Always("an", "bo");
        var first = Escalation.Next(Chain.Begin(AlarmSeverity.Critical, Noon), plan, Plans.Amsterdam, Noon);
        var second = Escalation.Next(Escalation.Hurry(first.Chain, Noon), plan, Plans.Amsterdam, Noon);
        var third = Escalation.Next(Escalation.Hurry(second.Chain, Noon), plan, Plans.Amsterdam, Noon);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Calls.Single().Person, Is.EqualTo("bo"));
            Assert.That(third.Calls, Is.Empty);
            Assert.That(third.Chain.LookAgainAt, Is.EqualTo(Noon + plan.RepeatCriticalAfter));
        }
    }

    [TestCase("2026-03-29T00:30:00Z", Description = "01:30 on the night on which 02:00 becomes 03:00 in Amsterdam")]
    [TestCase("2026-10-25T00:30:00Z", Description = "02:30 on the night on which 03:00 becomes 02:00 in Amsterdam")]
    public void A_night_on_which_the_clock_changes_has_waits_of_real_minutes(string start)
    {
        var from = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var calls = Follow(Plans.DayAndNight, AlarmSeverity.Critical, from, TimeSpan.FromMinutes(61));

        Assert.That(calls.Select(call => (call.At - from).TotalMinutes), Is.EqualTo(new[] { 0.0, 5, 15, 20, 30, 35, 45, 50, 60 }));
    }

    [TestCase("2026-03-29T00:59:00Z", "bo")]
    [TestCase("2026-03-29T01:00:00Z", "an", Description = "03:00 follows 01:59: what begins at 02:30 is over its beginning")]
    [TestCase("2026-10-25T00:29:00Z", "bo")]
    [TestCase("2026-10-25T00:30:00Z", "an", Description = "02:30 for the first time")]
    [TestCase("2026-10-25T01:10:00Z", "bo", Description = "02:10 for the second time")]
    [TestCase("2026-10-25T01:30:00Z", "an", Description = "02:30 for the second time")]
    public void Hours_are_what_the_farms_clock_shows(string now, string person)
    {
        var plan = new OnCallPlan
        {
            CallOrders = [Plans.Order("late", new(2, 30), new(12, 0), "an"), Plans.Order("early", new(12, 0), new(2, 30), "bo")],
        };
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(Escalation.Next(Chain.Begin(AlarmSeverity.Critical, at), plan, Plans.Amsterdam, at).Calls.Single().Person, Is.EqualTo(person));
    }

    [Test]
    public void A_plan_without_mistakes_tells_someone_at_once_at_every_instant_and_again_in_time() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 366 * 24 * 60], Gen.OneOf("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"))
            .Sample(
                (hour, minute, at, zone) =>
                {
                    var change = new TimeOnly(hour, minute);
                    var plan = new OnCallPlan
                    {
                        CallOrders = [Plans.Order("one", change, change.AddHours(8), "an"), Plans.Order("two", change.AddHours(8), change, "bo", "li")],
                    };
                    var now = new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(at);
                    Assert.That(PlanReview.MistakesOf(plan, Plans.People), Is.Empty);
                    var decision = Escalation.Next(Chain.Begin(AlarmSeverity.Critical, now), plan, TimeZoneInfo.FindSystemTimeZoneById(zone), now);
                    return decision.Calls.Count == 1 && decision.Chain.LookAgainAt > now && decision.Chain.LookAgainAt <= now + plan.RepeatCriticalAfter;
                },
                iter: 300);

    [Test]
    public void Looking_more_often_than_asked_changes_nothing() =>
        Gen.Int[0, 600].Array[0, 40].Sample(extra =>
        {
            var plain = Follow(Plans.DayAndNight, AlarmSeverity.Warning, Noon, TimeSpan.FromHours(10));
            var looked = Follow(Plans.DayAndNight, AlarmSeverity.Warning, Noon, TimeSpan.FromHours(10), extra.Order().Select(minutes => Noon.AddMinutes(minutes)));
            return plain.SequenceEqual(looked);
        });

    private static List<(string Person, DateTimeOffset At)> Follow(
        OnCallPlan plan, AlarmSeverity severity, DateTimeOffset from, TimeSpan during, IEnumerable<DateTimeOffset>? extra = null)
    {
        List<(string, DateTimeOffset)> calls = [];
        var chain = Chain.Begin(severity, from);
        Queue<DateTimeOffset> looks = new(extra ?? []);
        while (chain.LookAgainAt < from + during)
        {
            var now = looks.TryPeek(out var look) && look < chain.LookAgainAt ? looks.Dequeue() : chain.LookAgainAt;
            var decision = Escalation.Next(chain, plan, Plans.Amsterdam, now);
            calls.AddRange(decision.Calls.Select(call => (call.Person, now)));
            chain = decision.Chain;
        }

        return calls;
    }
}
