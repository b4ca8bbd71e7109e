using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Clocks;

namespace Roost.Domain.Tests.Clocks;

internal sealed class OncePerMinuteTests
{
    [Test]
    public void The_first_line_is_due_at_once_and_the_next_after_a_minute_with_what_was_left_out()
    {
        var time = new FakeTimeProvider();
        var line = new OncePerMinute(time);
        var first = line.IsDue(out var before);
        for (var again = 0; again < 998; again++)
        {
            Assert.That(line.IsDue(out _), Is.False);
        }

        time.Advance(TimeSpan.FromSeconds(59.9));
        var early = line.IsDue(out _);
        time.Advance(TimeSpan.FromSeconds(0.1));
        var next = line.IsDue(out var leftOut);

        Assert.That((first, before, early, next, leftOut), Is.EqualTo((true, 0L, false, true, 999L)));
    }

    [Test]
    public void Trouble_that_comes_back_after_a_quiet_hour_is_told_at_once()
    {
        var time = new FakeTimeProvider();
        var line = new OncePerMinute(time);
        line.IsDue(out _);
        time.Advance(TimeSpan.FromHours(1));

        Assert.That((line.IsDue(out var leftOut), leftOut), Is.EqualTo((true, 0L)));
    }
}
