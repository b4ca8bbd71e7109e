using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Roost.Alarms.LifeCycle;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Edge.Uplink;

/// <summary>What an NCMD asks of this agent.</summary>
/// <param name="Rebirth">Whether fresh births are wanted.</param>
/// <param name="AckedThrough">Every batch up to this one is stored; null when the command says nothing about it.</param>
/// <param name="Acknowledged">Alarms that somebody acknowledged elsewhere; null when it names none.</param>
/// <param name="Houses">By what else alarms are silent; null when it says nothing of that.</param>
/// <param name="ChainTest">Number of a test of the alarm chain that is to go in here; null for none.</param>
internal readonly record struct NodeCommand(
    bool Rebirth,
    ulong? AckedThrough,
    IReadOnlyList<AcknowledgementNotice>? Acknowledged = null,
    IReadOnlyList<HouseNotice>? Houses = null,
    ulong? ChainTest = null)
{
    /// <summary>Reads a command; where it is none that this agent knows, <paramref name="problem"/> says so.</summary>
    public static bool TryRead(ReadOnlySequence<byte> bytes, out NodeCommand command, [NotNullWhen(false)] out string? problem)
    {
        command = default;
        if (!PayloadCodec.TryDecode(bytes, out var payload, out problem))
        {
            return false;
        }

        foreach (var metric in payload.Metrics)
        {
            if (metric is { Name: NodeMetrics.Rebirth, Value.IsTrue: true })
            {
                command = command with { Rebirth = true };
            }
            else if (metric.Name == RoostMetrics.Acked && metric.Value.TryGetUInt64(out var through))
            {
                command = command with { AckedThrough = through };
            }
            else if (metric.Name == RoostMetrics.Acknowledged && metric.Value.Text is { } text && AcknowledgementNotice.Parse(text) is { } notice)
            {
                command = command with { Acknowledged = [.. command.Acknowledged ?? [], notice] };
            }
            else if (metric.Name == RoostMetrics.House && metric.Value.Text is { } json && HouseNotice.Parse(json) is { } house)
            {
                command = command with { Houses = [.. command.Houses ?? [], house] };
            }
            else if (metric.Name == RoostMetrics.ChainTest && metric.Value.TryGetUInt64(out var number))
            {
                command = command with { ChainTest = number };
            }
        }

        problem = command == default ? "The command holds nothing that this agent can do." : null;
        return problem is null;
    }
}
