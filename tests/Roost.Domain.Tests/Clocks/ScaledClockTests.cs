using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Clocks;

namespace Roost.Domain.Tests.Clocks;

public sealed class ScaledClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_real_second_is_as_many_seconds_as_the_speed_says()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledClock(Start, Start.AddDays(5), 60, real);
        real.Advance(TimeSpan.FromSeconds(2));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start.AddDays(5).AddMinutes(2)));
    }

    [Test]
    public void A_clock_that_is_written_and_read_tells_the_same_time()
    {
        var real = new FakeTimeProvider(Start.AddMinutes(7));
        var clock = new ScaledClock(Start, Start.AddHours(3), 12.5, real);
        Assert.That(ScaledClock.Parse(clock.ToString(), real).GetUtcNow(), Is.EqualTo(clock.GetUtcNow()));
    }

    [TestCase("")]
    [TestCase("now/now/1")]
    [TestCase("2026-01-01T00:00:00Z/2026-01-01T00:00:00Z")]
    [TestCase("2026-01-01T00:00:00Z/2026-01-01T00:00:00Z/0")]
    [TestCase("2026-01-01T00:00:00Z/2026-01-01T00:00:00Z/NaN")]
    public void Rejects_a_text_that_is_no_clock(string text) =>
        Assert.That(() => ScaledClock.Parse(text, TimeProvider.System), Throws.InstanceOf<FormatException>().With.Message.Contains(text));

    [Test]
    public void A_timer_fires_in_scaled_time()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledClock(Start, Start, 60, real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        real.Advance(TimeSpan.FromSeconds(3));
        Assert.That(fired, Is.EqualTo(3));
    }
}
