namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>What became known by a step.</summary>
/// <param name="Revisions">How the verdicts changed, each once.</param>
/// <param name="TooOldFrom">
/// The earliest of the readings that were older than what is kept, null when there was none. They were not judged; the caller must
/// <see cref="CoopTimeline.Rejudge"/>.
/// </param>
public sealed record TimelineStep(IReadOnlyList<Revision> Revisions, DateTimeOffset? TooOldFrom)
{
    /// <summary>Nothing became known.</summary>
    public static TimelineStep Nothing { get; } = new([], null);
}

/// <summary>One change of the verdicts.</summary>
/// <param name="Before">As it was told; null for one that is new.</param>
/// <param name="After">
/// As it is now known; null for one that is withdrawn, because later readings show that it never was so. When its id is another one than before,
/// it supersedes that: the same excursion with another start.
/// </param>
public sealed record Revision(Verdict? Before, Verdict? After);
