using System.Buffers;
using CsCheck;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Domain.Wire;
using Roost.Edge.Uplink;
using Roost.Sparkplug;

namespace Roost.Edge.Tests.Uplink;

internal sealed class NodeCommandTests
{
    [Test]
    public void A_command_may_ask_for_two_things()
    {
        var bytes = PayloadCodec.Encode(new Payload(0, null,
        [
            new(NodeMetrics.Rebirth, null, null, MetricValue.OfBoolean(true)),
            new(RoostMetrics.Acked, null, null, MetricValue.OfUInt64(7)),
        ]));
        Assert.That(NodeCommand.TryRead(new(bytes), out var command, out _), Is.True);
        Assert.That(command, Is.EqualTo(new NodeCommand(true, 7)));
    }

    [Test]
    public void A_command_may_tell_of_several_acknowledgements()
    {
        var alarm = new AlarmId("too-hot", "coop-1", "front", new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));
        AcknowledgementNotice[] notices = [new(alarm, "李 Wei", alarm.Start.AddMinutes(1)), new(alarm with { Place = "line 2" }, "x", alarm.Start)];
        var bytes = PayloadCodec.Encode(new Payload(0, null, [.. notices.Select(notice =>
            new Metric(RoostMetrics.Acknowledged, null, null, MetricValue.OfString(notice.ToString())))]));
        Assert.That(NodeCommand.TryRead(new(bytes), out var command, out _), Is.True);
        Assert.That(command.Acknowledged, Is.EqualTo(notices));
    }

    [TestCase("")]
    [TestCase("too-hot/coop-1/front/2026-03-01T06:00:00.000Z")]
    [TestCase("too-hot/coop-1/2026-03-01T06:00:00.000Z\t2026-03-01T06:01:00.000Z\tme")]
    [TestCase("too-hot/coop-1/front/2026-03-01T06:00:00.000Z\tnow\tme")]
    [TestCase("too-hot/coop-1/front/2026-03-01T06:00:00.000Z\t2026-03-01T06:01:00.000Z\t")]
    [TestCase("too-hot/coop-1/front/2026-03-01T06:00:00.000Z\t2026-03-01T06:01:00.000Z\tme\nyou")]
    public void Rejects_an_acknowledgement_that_is_none(string text)
    {
        var bytes = PayloadCodec.Encode(new Payload(0, null, [new(RoostMetrics.Acknowledged, null, null, MetricValue.OfString(text))]));
        Assert.That(NodeCommand.TryRead(new(bytes), out _, out _), Is.False);
    }

    [Test]
    public void Rejects_a_rebirth_that_is_not_true()
    {
        var bytes = PayloadCodec.Encode(new Payload(0, null, [new(NodeMetrics.Rebirth, null, null, MetricValue.OfBoolean(false))]));
        Assert.That(NodeCommand.TryRead(new(bytes), out _, out var problem), Is.False);
        Assert.That(problem, Is.EqualTo("The command holds nothing that this agent can do."));
    }

    [Test]
    public void Garbage_is_refused_and_never_thrown() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        if (!NodeCommand.TryRead(new ReadOnlySequence<byte>(bytes), out _, out var problem))
        {
            Assert.That(problem, Is.Not.Empty);
        }
    });
}
