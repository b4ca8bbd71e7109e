using Microsoft.Extensions.Time.Testing;
using Roost.Cloud.Alarms.Judging;

namespace Roost.Cloud.Tests.Alarms.Judging;

internal sealed class WayTimeTests
{
    [Test]
    public void Until_readings_have_come_it_is_waited_as_long_as_may_be() => Assert.That(new WayTime(new FakeTimeProvider()).Behind, Is.EqualTo(WayTime.Longest));

    [TestCase(-3, 1)]
    [TestCase(0.1, 1)]
    [TestCase(0.9, 1.8)]
    [TestCase(2.4, 4.8)]
    [TestCase(60, 5)]
    public void It_is_waited_for_twice_what_the_slowest_took_within_bounds(double tookSeconds, double waitedSeconds)
    {
        var way = new WayTime(new FakeTimeProvider());
        way.Note(TimeSpan.FromSeconds(tookSeconds));
        way.Note(TimeSpan.FromSeconds(Math.Min(tookSeconds, 0)));
        Assert.That(way.Behind, Is.EqualTo(TimeSpan.FromSeconds(waitedSeconds)));
    }

    [Test]
    public void What_was_slow_is_forgotten_after_some_minutes_and_not_before()
    {
        var time = new FakeTimeProvider();
        var way = new WayTime(time);
        way.Note(TimeSpan.FromSeconds(3));
        List<double> waited = [];
        for (var minute = 0; minute < 12; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            way.Note(TimeSpan.FromSeconds(0.2));
            waited.Add(way.Behind.TotalSeconds);
        }

        Assert.That(waited, Is.Ordered.Descending);
        Assert.That((waited[3], waited[^1]), Is.EqualTo((5, 1)));
    }
}
