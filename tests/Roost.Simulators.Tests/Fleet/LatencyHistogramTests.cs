using CsCheck;
using Roost.Simulators.Fleet;

namespace Roost.Simulators.Tests.Fleet;

internal sealed class LatencyHistogramTests
{
    private static readonly Gen<TimeSpan> Latency = Gen.OneOf(
        Gen.Long[0, 10_000], Gen.Long[0, TimeSpan.TicksPerSecond], Gen.Long[0, TimeSpan.TicksPerDay]).Select(TimeSpan.FromTicks);

    [Test]
    public void A_percentile_is_never_too_short_and_too_long_by_a_64th_at_most() =>
        Gen.Select(Latency.Array[1, 300], Gen.Double[0, 1]).Sample((latencies, share) =>
        {
            var histogram = new LatencyHistogram();
            Array.ForEach(latencies, histogram.Add);
            var counts = histogram.Take();

            var wanted = Math.Max(1, (int)Math.Ceiling(share * latencies.Length));
            var exact = latencies.Order().ElementAt(wanted - 1);
            var found = counts.Percentile(share);
            return counts.Total == latencies.Length
                && counts.Largest == latencies.Max()
                && found >= exact
                && found <= exact + (exact / 64) + TimeSpan.FromMicroseconds(1);
        });

    [Test]
    public void What_came_since_a_moment_is_counted_alone()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromSeconds(5));
        var before = histogram.Take();
        histogram.Add(TimeSpan.FromMilliseconds(1));
        var news = histogram.Take().Since(before);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(news.Total, Is.EqualTo(1));
            Assert.That(news.Percentile(1).TotalMilliseconds, Is.EqualTo(1).Within(0.02));
        }
    }

    [Test]
    public void Without_any_latency_a_percentile_is_zero() =>
        Assert.That(new LatencyHistogram().Take().Percentile(0.99), Is.EqualTo(TimeSpan.Zero));

    [TestCase(-1)]
    [TestCase(long.MinValue)]
    [TestCase(long.MaxValue)]
    public void Takes_whatever_a_clock_says(long ticks)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromTicks(ticks));
        Assert.That(histogram.Take().Total, Is.EqualTo(1));
    }
}
