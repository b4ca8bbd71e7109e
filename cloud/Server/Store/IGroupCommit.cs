namespace Roost.Cloud.Store;

/// <summary>What the writer writes to. Called by one caller at a time.</summary>
internal interface IGroupCommit
{
    /// <summary>
    /// Makes a group durable, or throws: then the group comes again, wholly, and what was stored of it counts as not stored until that.
    /// </summary>
    /// <param name="group">What to store.</param>
    /// <param name="progress">Takes the progress of each agent in the group.</param>
    /// <exception cref="UnstorableException">Something in the group can't be stored, now or later.</exception>
    ValueTask CommitAsync(IReadOnlyList<StoreRequest> group, ICollection<CommitProgress> progress);

    /// <summary>Makes ready for another try after a commit that threw.</summary>
    ValueTask RecoverAsync();

    /// <summary>Sets a batch aside for good and remembers its number, so that its agent need not send it again.</summary>
    ValueTask SetAsideAsync(ReadingBatch batch, string reason, ICollection<CommitProgress> progress);
}
