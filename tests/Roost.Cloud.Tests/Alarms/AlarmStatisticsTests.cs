using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Endpoints;

namespace Roost.Cloud.Tests.Alarms;

internal sealed class AlarmStatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public void Pages_a_week_are_those_alarms_that_called_somebody()
    {
        var rule = Of(
            One(0), One(1), One(2) with { Late = true }, One(3) with { Muted = true },
            One(4) with { Cause = One(0).Id }, One(5) with { Severity = AlarmSeverity.Information }, One(6) with { End = AlarmEnd.Withdrawn, EndedAt = Start }).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.PagesAWeek, Is.EqualTo(2 * 7 / 14.0));
            Assert.That(rule.Alarms, Is.EqualTo(6));
            Assert.That(rule.Withdrawn, Is.EqualTo(1));
        }
    }

    [TestCase(new[] { 60 }, 60)]
    [TestCase(new[] { 60, 600 }, 330)]
    [TestCase(new[] { 600, 60, 90 }, 90)]
    public void The_time_to_acknowledge_is_the_median_of_those_that_were(int[] seconds, double median)
    {
        var rule = Of([One(100), .. seconds.Select((after, index) => One(index) with { Acknowledgement = new("An Li", Start.AddMinutes(index).AddSeconds(after), "dashboard") })]).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.MedianToAcknowledgeSeconds, Is.EqualTo(median));
            Assert.That(rule.Acknowledged, Is.EqualTo(seconds.Length));
        }
    }

    [Test]
    public void The_rule_that_calls_most_stands_first()
    {
        var rules = Of(One(0, "calm"), One(0, "busy"), One(1, "busy"));

        Assert.That(rules.Select(rule => rule.Rule), Is.EqualTo(new[] { "busy", "calm" }));
    }

    private static Alarm One(int minute, string rule = "ammonia-high") => new()
    {
        Id = new(rule, "coop-1", "front", Start.AddMinutes(minute)),
        Farm = "farm",
        Severity = AlarmSeverity.Warning,
        RaisedAt = Start.AddMinutes(minute),
        LearnedAt = Start.AddMinutes(minute),
    };

    private static IReadOnlyList<RuleStatistics> Of(params Alarm[] alarms) => AlarmStatistics.Of(alarms, 14, id => new(id.Rule, id.Rule));
}
