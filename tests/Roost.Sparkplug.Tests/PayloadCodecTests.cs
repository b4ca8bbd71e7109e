using System.Buffers;
using CsCheck;

namespace Roost.Sparkplug.Tests;

internal sealed class PayloadCodecTests
{
    private static readonly Gen<MetricValue> AnyValue = Gen.OneOf(
        Gen.Double.Select(MetricValue.OfDouble),
        Gen.Float.Select(MetricValue.OfFloat),
        Gen.Int.Select(MetricValue.OfInt32),
        Gen.Long.Select(MetricValue.OfInt64),
        Gen.ULong.Select(MetricValue.OfUInt64),
        Gen.Bool.Select(MetricValue.OfBoolean),
        Gen.String[Gen.Char.AlphaNumeric, 0, 20].Select(MetricValue.OfString),
        Gen.Const(MetricValue.Null(MetricType.Double)));

    private static readonly Gen<Metric> AnyMetric = Gen.Select(
        Gen.String[Gen.Char.AlphaNumeric, 1, 30], Gen.ULong, Gen.Long[0, long.MaxValue], AnyValue, Gen.Bool, AnyValue,
        (name, alias, timestamp, value, historical, property) =>
            new Metric(name, alias, timestamp, value, historical, [new MetricProperty("Quality", property)]));

    [Test]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.ULong[0, 255], AnyMetric.Array[0, 40]).Sample((timestamp, sequence, metrics) =>
        {
            var bytes = PayloadCodec.Encode(new Payload(timestamp, sequence, metrics));
            Assert.That(PayloadCodec.TryDecode(new ReadOnlySequence<byte>(bytes), out var read, out _), Is.True);
            Assert.That((read!.TimestampMilliseconds, read.Sequence), Is.EqualTo(((long?)timestamp, (ulong?)sequence)));
            Assert.That(read.Metrics, Has.Count.EqualTo(metrics.Length));
            for (var index = 0; index < metrics.Length; index++)
            {
                Assert.That(read.Metrics[index] with { Properties = null }, Is.EqualTo(metrics[index] with { Properties = null }));
                Assert.That(read.Metrics[index].Properties, Is.EqualTo(metrics[index].Properties));
            }
        });

    [Test]
    public void Random_bytes_are_refused_or_read_but_never_thrown_at() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            var read = PayloadCodec.TryDecode(new ReadOnlySequence<byte>(bytes), out var payload, out var problem);
            Assert.That(read, Is.EqualTo(payload is not null).And.EqualTo(problem is null));
        }, iter: 20_000);

    [Test]
    public void A_truncated_payload_is_refused_or_shorter()
    {
        var whole = PayloadCodec.Encode(new Payload(1, 1, [new Metric("temperature/front", 1, 1, MetricValue.OfDouble(21.5))]));
        for (var length = 1; length < whole.Length; length++)
        {
            var read = PayloadCodec.TryDecode(new ReadOnlySequence<byte>(whole, 0, length), out var payload, out var problem);
            Assert.That(read ? payload!.Metrics.Count : problem!.Length, read ? Is.LessThanOrEqualTo(1) : Is.GreaterThan(0));
        }

        Assert.That(PayloadCodec.TryDecode(new ReadOnlySequence<byte>(whole, 0, whole.Length - 3), out _, out _), Is.False);
    }

    [TestCase(-5.0, MetricType.Int8)]
    [TestCase(-300.0, MetricType.Int16)]
    [TestCase(-70_000.0, MetricType.Int32)]
    public void Small_negative_integers_keep_their_sign(double value, MetricType type)
    {
        var bytes = PayloadCodec.Encode(new Payload(null, null, [new Metric("n", null, null, MetricValue.OfInteger(type, (long)value))]));
        Assert.That(PayloadCodec.TryDecode(new ReadOnlySequence<byte>(bytes), out var read, out _), Is.True);
        Assert.That(read!.Metrics[0].Value.TryGetDouble(out var number) ? number : double.NaN, Is.EqualTo(value));
    }
}
