using CsCheck;
using Roost.Alarms;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Tests.Notify.OnCall;

internal sealed class PageBudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void No_hour_has_more_messages_than_the_plan_allows() =>
        Gen.Select(Gen.Int[4, 12], Gen.Int[0, 240 * 60].Array[1, 300], Gen.Bool.Array[300]).Sample((limit, seconds, critical) =>
        {
            List<DateTimeOffset> sent = [];
            foreach (var (second, index) in seconds.Order().Select((second, index) => (second, index)))
            {
                var now = Start.AddSeconds(second);
                if (PageBudget.FreeAt(sent, critical[index] ? AlarmSeverity.Critical : AlarmSeverity.Warning, limit, now) <= now)
                {
                    sent.Add(now);
                }
            }

            return sent.All(at => sent.Count(other => other > at - PageBudget.Window && other <= at) <= limit);
        });

    [Test]
    public void What_is_held_may_go_when_it_was_said_to() =>
        Gen.Select(Gen.Int[4, 12], Gen.Int[0, 3_599].Array[1, 40]).Sample((limit, seconds) =>
        {
            var now = Start.AddHours(1);
            var sent = seconds.Select(second => Start.AddSeconds(second + 1)).ToArray();
            var free = PageBudget.FreeAt(sent, AlarmSeverity.Critical, limit, now);
            return free >= now && free <= now + PageBudget.Window && PageBudget.FreeAt(sent, AlarmSeverity.Critical, limit, free) == free;
        });

    [Test]
    public void The_last_message_of_an_hour_is_kept_for_a_critical_alarm()
    {
        var sent = Enumerable.Range(0, 3).Select(minute => Start.AddMinutes(minute)).ToArray();
        var now = Start.AddMinutes(10);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(PageBudget.FreeAt(sent, AlarmSeverity.Critical, 4, now), Is.EqualTo(now));
            Assert.That(PageBudget.FreeAt(sent, AlarmSeverity.Warning, 4, now), Is.EqualTo(Start + PageBudget.Window));
        }
    }
}
