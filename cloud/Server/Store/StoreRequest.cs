namespace Roost.Cloud.Store;

/// <summary>One thing for the writer to do; exactly one member is set.</summary>
internal readonly record struct StoreRequest(
    ReadingBatch? Batch, OldestBatch? Oldest = null, TaskCompletionSource? Flush = null, StoreTurn? Turn = null);

/// <summary>Work on the tables that must not meet a commit: it has the writer for itself, between two groups.</summary>
internal sealed record StoreTurn(Func<ValueTask> Work, TaskCompletionSource Done);

/// <summary>An agent holds nothing below this number any more.</summary>
internal sealed record OldestBatch(string Farm, string Agent, ulong Number);
