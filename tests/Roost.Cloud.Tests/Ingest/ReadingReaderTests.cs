using Roost.Cloud.Ingest;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Ingest;

internal sealed class ReadingReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly long NowMilliseconds = Now.ToUnixTimeMilliseconds();

    [Test]
    public void A_good_reading_keeps_its_time_and_has_no_reason()
    {
        var (refusal, reading) = Read(new Metric(null, 0, NowMilliseconds - 1234, MetricValue.OfDouble(21.5)));

        Assert.That(refusal, Is.Null);
        Assert.That(reading, Is.EqualTo(new Reading(Quantity.Temperature, "front", Now.AddMilliseconds(-1234), 21.5, Quality.Good)));
    }

    [Test]
    public void A_missing_time_is_the_messages_and_then_now()
    {
        var metric = new Metric(null, 0, null, MetricValue.OfDouble(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read(metric, NowMilliseconds - 10).Reading.TakenAt, Is.EqualTo(Now.AddMilliseconds(-10)));
            Assert.That(Read(metric, null).Reading.TakenAt, Is.EqualTo(Now));
        }
    }

    [TestCase(60_000, null)]
    [TestCase(60_001, Rejection.TimeInFuture)]
    [TestCase(2_300_000_000_000, Rejection.TimeInFuture, Description = "the year 2099")]
    public void Rejects_a_time_more_than_a_minute_ahead(long aheadMilliseconds, string? refusal) =>
        Assert.That(Read(new Metric(null, 0, NowMilliseconds + aheadMilliseconds, MetricValue.OfDouble(1))).Refusal, Is.EqualTo(refusal));

    [TestCase(946_684_800_000, null, Description = "2000-01-01T00:00:00Z")]
    [TestCase(946_684_799_999, Rejection.TimeTooOld)]
    [TestCase(0, Rejection.TimeTooOld, Description = "a clock that was never set")]
    [TestCase(-1, Rejection.TimeInFuture, Description = "18446744073709551615 on the wire")]
    public void Rejects_a_time_before_2000(long milliseconds, string? refusal) =>
        Assert.That(Read(new Metric(null, 0, milliseconds, MetricValue.OfDouble(1))).Refusal, Is.EqualTo(refusal));

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void Rejects_what_is_not_finite(double value) =>
        Assert.That(Read(new Metric(null, 0, NowMilliseconds, MetricValue.OfDouble(value))).Refusal, Is.EqualTo(Rejection.NotFinite));

    [Test]
    public void Rejects_a_text() =>
        Assert.That(Read(new Metric(null, 0, NowMilliseconds, MetricValue.OfString("warm"))).Refusal, Is.EqualTo(Rejection.NotFinite));

    [Test]
    public void Null_is_bad_with_the_nodes_reason()
    {
        var reading = Read(Metric(MetricValue.Null(MetricType.Double), 0, "The sensor does not answer.")).Reading;

        Assert.That((reading.Value, reading.Quality, reading.Reason), Is.EqualTo(((double?)null, Quality.Bad, "The sensor does not answer.")));
    }

    [Test]
    public void A_stale_value_is_uncertain_and_stays()
    {
        var reading = Read(Metric(MetricValue.OfDouble(3), 500, "Not heard for a minute.")).Reading;

        Assert.That((reading.Value, reading.Quality, reading.Reason), Is.EqualTo(((double?)3, Quality.Uncertain, "Not heard for a minute.")));
    }

    [TestCase(0)]
    [TestCase(17)]
    [TestCase(-5)]
    public void Any_other_code_is_bad_and_has_a_reason_even_when_the_node_gave_none(int code)
    {
        var reading = Read(Metric(MetricValue.OfDouble(3), code, null)).Reading;

        Assert.That((reading.Value, reading.Quality), Is.EqualTo(((double?)null, Quality.Bad)));
        Assert.That(reading.Reason, Is.Not.Null.And.Not.Empty);
    }

    private static Metric Metric(MetricValue value, int code, string? reason)
    {
        List<MetricProperty> properties = [new(RoostMetrics.QualityProperty, MetricValue.OfInt32(code))];
        if (reason is not null)
        {
            properties.Add(new(RoostMetrics.ReasonProperty, MetricValue.OfString(reason)));
        }

        return new Metric(null, 0, NowMilliseconds, value, Properties: properties);
    }

    private static (string? Refusal, Reading Reading) Read(Metric metric, long? payloadMilliseconds = null)
    {
        var known = KnownMetric.Of("coop-1", "temperature/front", metric);
        return (ReadingReader.Read(known, metric, payloadMilliseconds, Now, out var reading), reading);
    }
}
