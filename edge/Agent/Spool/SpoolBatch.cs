using Roost.Domain.Readings;

namespace Roost.Edge.Spool;

/// <summary>How a batch came to the spool.</summary>
internal enum BatchKind : byte
{
    /// <summary>Just measured.</summary>
    Live = 1,

    /// <summary>Measured earlier and imported now; sent as history from the start.</summary>
    Backlog = 2,
}

/// <summary>How far a source that is read once has been read.</summary>
/// <param name="Source">The source's name; unique in the agent.</param>
/// <param name="Offset">Bytes of it that are dealt with.</param>
/// <param name="Line">Lines of it that are dealt with.</param>
internal sealed record SourcePosition(string Source, long Offset, long Line);

/// <summary>What goes into the spool in one piece.</summary>
/// <param name="Coop">The coop that the readings are of.</param>
/// <param name="Kind">Live or imported.</param>
/// <param name="Readings">The readings; none only together with a position.</param>
/// <param name="Position">Becomes durable together with the readings, and outlives them.</param>
internal sealed record SpoolEntry(string Coop, BatchKind Kind, IReadOnlyList<Reading> Readings, SourcePosition? Position = null);

/// <summary>A batch as it lies in the spool.</summary>
/// <param name="Number">Its number; never used for another batch of this agent.</param>
internal sealed record SpooledBatch(ulong Number, string Coop, BatchKind Kind, IReadOnlyList<Reading> Readings);
