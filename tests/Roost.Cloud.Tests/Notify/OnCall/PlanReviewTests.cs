using Roost.Alarms;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Tests.Notify.OnCall;

internal sealed class PlanReviewTests
{
    [Test]
    public void Accepts_a_plan_that_covers_the_week() => Assert.That(PlanReview.MistakesOf(Plans.DayAndNight, Plans.People), Is.Empty);

    [Test]
    public void Rejects_an_hour_with_nobody_on_call()
    {
        var weekdays = new OnCallHours([.. OnCallHours.Always.Days.Where(day => day != Weekday.Sunday)], TimeOnly.MinValue, TimeOnly.MinValue);
        var plan = Plans.Always("an");
        plan = plan with { CallOrders = [plan.CallOrders[0] with { Hours = [weekdays, new([Weekday.Sunday], new(6, 0), new(0, 0))] }] };

        Assert.That(
            Sentences(plan),
            Is.EqualTo(new[] { "Nobody is on call for critical alarms from Sunday 00:00 to Sunday 06:00; add these hours to a call order." }));
    }

    [Test]
    public void Rejects_a_week_that_only_warnings_cover()
    {
        var plan = Plans.Always("an");
        plan = plan with { CallOrders = [plan.CallOrders[0] with { Severities = [AlarmSeverity.Warning] }] };

        Assert.That(Sentences(plan).Single(), Does.StartWith("Nobody is on call for critical alarms from Monday 00:00"));
    }

    [Test]
    public void Rejects_people_contacts_and_numbers_that_are_not_there()
    {
        var plan = Plans.Always("an", "eve") with { PagesAnHour = 0, RepeatCriticalAfter = TimeSpan.FromHours(30), DigestTo = [new("bo", "fax")] };

        Assert.That(Sentences(plan), Is.EqualTo(new[]
        {
            "The call order \"all\" names \"eve\", but the farm has no such person; add them first.",
            "The digest reaches Bo by \"fax\", but they have only \"mail\".",
            "repeatCriticalAfter is 1.06:00:00, but it must be 00:01:00 to 01:00:00.",
            "pagesAnHour is 0, but it must be 4 to 60.",
        }));
    }

    [Test]
    public void Mistakes_name_their_field_and_speak_both_languages()
    {
        var plan = Plans.Always("an", "eve");
        var mistake = PlanReview.MistakesOf(plan, Plans.People).Single();
        Assert.That(mistake.Field, Is.EqualTo("callOrders[0].steps[1]"));
        Assert.That(mistake.Sentence.ZhCn, Is.EqualTo("呼叫顺序“all”中有“eve”，但农场没有此人，请先添加。"));
    }

    private static IEnumerable<string> Sentences(OnCallPlan plan) => PlanReview.MistakesOf(plan, Plans.People).Select(mistake => mistake.Sentence.En);
}
