namespace Roost.Edge.Spool;

/// <summary>An entry on its way to the disk; without one, a request to write down how far the cloud has acknowledged.</summary>
internal sealed class PendingAppend(SpoolEntry? entry)
{
    private readonly TaskCompletionSource<ulong> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SpoolEntry? Entry { get; } = entry;

    /// <summary>Encoded by the caller, so that the one writer has little to do.</summary>
    public byte[] Body { get; } = entry is null ? [] : SpoolRecord.Encode(entry);

    /// <summary>Whether it takes a number.</summary>
    public bool IsBatch => Entry is { Readings.Count: > 0 };

    /// <summary>Given by the writer.</summary>
    public ulong Number { get; set; }

    /// <summary>Completes with the number, 0 for a bare position, when the entry is on disk.</summary>
    public Task<ulong> Done => done.Task;

    public void Succeed() => done.TrySetResult(Number);

    public void Fail(Exception exception) => done.TrySetException(exception);
}
