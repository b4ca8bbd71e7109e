using Roost.Alarms.LifeCycle;
using Roost.Domain.Readings;

namespace Roost.Edge.Spool;

/// <summary>How a batch came to the spool.</summary>
internal enum BatchKind : byte
{
    /// <summary>Just measured.</summary>
    Live = 1,

    /// <summary>Measured earlier and imported now; sent as history from the start.</summary>
    Backlog = 2,

    /// <summary>No readings: somebody in the house acknowledged an alarm.</summary>
    Acknowledgement = 3,
}

/// <summary>How far a source that is read once has been read.</summary>
/// <param name="Source">The source's name; unique in the agent.</param>
/// <param name="Offset">Bytes of it that are dealt with.</param>
/// <param name="Line">Lines of it that are dealt with.</param>
internal sealed record SourcePosition(string Source, long Offset, long Line);

/// <summary>What goes into the spool in one piece.</summary>
/// <param name="Coop">The coop that the readings are of.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Readings">The readings; none only together with a position or an acknowledgement.</param>
/// <param name="Position">Becomes durable together with the readings, and outlives them.</param>
/// <param name="Acknowledged">What was acknowledged; null unless the kind says so.</param>
internal sealed record SpoolEntry(
    string Coop,
    BatchKind Kind,
    IReadOnlyList<Reading> Readings,
    SourcePosition? Position = null,
    AcknowledgementNotice? Acknowledged = null)
{
    /// <summary>An acknowledgement that the cloud must hear of.</summary>
    public static SpoolEntry Of(AcknowledgementNotice acknowledged) =>
        new(acknowledged.Alarm.Coop, BatchKind.Acknowledgement, [], null, acknowledged);

    /// <summary>Whether it takes a number; a bare position takes none.</summary>
    public bool IsBatch => Readings.Count > 0 || Acknowledged is not null;
}

/// <summary>A batch as it lies in the spool.</summary>
/// <param name="Number">Its number; never used for another batch of this agent.</param>
internal sealed record SpooledBatch(
    ulong Number, string Coop, BatchKind Kind, IReadOnlyList<Reading> Readings, AcknowledgementNotice? Acknowledged = null);
