using System.Buffers;
using CsCheck;
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
