namespace Roost.Edge.Spool;

/// <summary>An entry on its way to the disk, encoded by the caller so that the one writer has little to do.</summary>
internal sealed class PendingEntry(SpoolEntry entry)
{
    public SpoolEntry Entry { get; } = entry;

    public byte[] Body { get; } = SpoolRecord.Encode(entry);

    /// <summary>Whether it takes a number; a bare position takes none.</summary>
    public bool IsBatch => Entry.IsBatch;

    /// <summary>Given by the writer.</summary>
    public ulong Number { get; set; }
}

/// <summary>
/// Entries that one caller waits for: all of them become durable with the same fsync, or none is taken. Without entries it is a request
/// to write down how far the cloud has acknowledged.
/// </summary>
internal sealed class PendingAppend(params IEnumerable<SpoolEntry> entries)
{
    private readonly TaskCompletionSource<ulong> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<PendingEntry> Entries { get; } = [.. entries.Select(entry => new PendingEntry(entry))];

    public int Bytes => Entries.Sum(entry => entry.Body.Length);

    /// <summary>Completes with the last number, 0 for bare positions, when everything is on disk.</summary>
    public Task<ulong> Done => done.Task;

    public void Succeed() => done.TrySetResult(Entries.Count == 0 ? 0 : Entries[^1].Number);

    public void Fail(Exception exception) => done.TrySetException(exception);
}
