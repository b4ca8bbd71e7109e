using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Roost.Sparkplug.Wire;

namespace Roost.Sparkplug;

/// <summary>Turns payloads into the bytes of Sparkplug B and back. Bytes that are none are refused with a sentence, never an exception.</summary>
public static class PayloadCodec
{
    /// <summary>Writes a payload.</summary>
    public static byte[] Encode(Payload payload)
    {
        var wire = new WirePayload();
        if (payload.TimestampMilliseconds is { } timestamp)
        {
            wire.Timestamp = (ulong)timestamp;
        }

        if (payload.Sequence is { } sequence)
        {
            wire.Seq = sequence;
        }

        wire.Metrics.Capacity = payload.Metrics.Count;
        for (var index = 0; index < payload.Metrics.Count; index++)
        {
            wire.Metrics.Add(MetricCodec.ToWire(payload.Metrics[index]));
        }

        return wire.ToByteArray();
    }

    /// <summary>Reads a payload; where the bytes are none, <paramref name="problem"/> says so in one sentence.</summary>
    public static bool TryDecode(
        ReadOnlySequence<byte> bytes,
        [NotNullWhen(true)] out Payload? payload,
        [NotNullWhen(false)] out string? problem)
    {
        WirePayload wire;
        try
        {
            wire = WirePayload.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            payload = null;
            problem = $"The payload is not Sparkplug B: {exception.Message}";
            return false;
        }

        var metrics = new Metric[wire.Metrics.Count];
        for (var index = 0; index < metrics.Length; index++)
        {
            metrics[index] = MetricCodec.FromWire(wire.Metrics[index]);
        }

        payload = new Payload(
            wire.HasTimestamp ? unchecked((long)wire.Timestamp) : null,
            wire.HasSeq ? wire.Seq : null,
            metrics);
        problem = null;
        return true;
    }
}
