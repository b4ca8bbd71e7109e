namespace Roost.Alarms.LifeCycle;

/// <content>What people do. An act on an alarm that was superseded counts for the one that superseded it.</content>
public sealed partial class AlarmBook
{
    // An acknowledgement may come before the alarm: from the house, whose siren was first.
    private readonly Dictionary<AlarmId, Acknowledgement> early = [];

    /// <summary>
    /// Somebody saw an alarm; what it holds is acknowledged with it. Of several acknowledgements the earliest stands, in whatever order they
    /// come. One of an alarm that is not known yet counts when it becomes known.
    /// </summary>
    public IReadOnlyList<AlarmChange> Acknowledge(AlarmId id, Acknowledgement acknowledgement, DateTimeOffset now)
    {
        if (Current(id) is { } alarm)
        {
            Acknowledge(alarm, acknowledgement, now);
            foreach (var held in alarms.Values.Where(each => each.Cause == alarm.Id).ToArray())
            {
                Acknowledge(held, acknowledgement, now);
            }
        }
        else
        {
            early[id] = Earlier(early.GetValueOrDefault(id), acknowledgement)!;
        }

        return Finish(now);
    }

    /// <summary>Somebody puts an alarm aside for a while.</summary>
    public IReadOnlyList<AlarmChange> Shelve(AlarmId id, Shelf shelf, DateTimeOffset now) =>
        Act(id, AlarmChangeKind.Shelved, alarm => alarm with { Shelf = shelf }, shelf.By, now);

    /// <summary>Somebody takes an alarm from its shelf.</summary>
    public IReadOnlyList<AlarmChange> Unshelve(AlarmId id, string by, DateTimeOffset now) =>
        Act(id, AlarmChangeKind.Unshelved, alarm => alarm with { Shelf = null }, by, now);

    /// <summary>Somebody writes about an alarm.</summary>
    public IReadOnlyList<AlarmChange> Comment(AlarmId id, AlarmComment comment, DateTimeOffset now) =>
        Act(id, AlarmChangeKind.Commented, alarm => alarm.Comments.Contains(comment) ? alarm : alarm with { Comments = [.. alarm.Comments, comment] }, comment.By, now);

    /// <summary>Somebody is named to see to an alarm; null for nobody.</summary>
    public IReadOnlyList<AlarmChange> Assign(AlarmId id, string? to, string by, DateTimeOffset now) =>
        Act(id, AlarmChangeKind.Assigned, alarm => alarm with { AssignedTo = to }, by, now);

    private static Acknowledgement? Earlier(Acknowledgement? one, Acknowledgement? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => one.At != other.At ? one.At < other.At ? one : other : string.CompareOrdinal(one.By, other.By) <= 0 ? one : other,
    };

    private void Acknowledge(Alarm alarm, Acknowledgement acknowledgement, DateTimeOffset now) => Change(
        alarm.Acknowledgement is null ? AlarmChangeKind.Acknowledged : AlarmChangeKind.Updated,
        alarm with { Acknowledgement = Earlier(alarm.Acknowledgement, acknowledgement) },
        now,
        acknowledgement.By);

    private List<AlarmChange> Act(AlarmId id, AlarmChangeKind kind, Func<Alarm, Alarm> act, string by, DateTimeOffset now)
    {
        if (Current(id) is { } alarm)
        {
            Change(kind, act(alarm), now, by);
        }

        return Finish(now);
    }

    /// <summary>The alarm of an id, or the one that superseded it last; null when it is not known.</summary>
    public Alarm? Current(AlarmId id)
    {
        var alarm = Find(id);
        while (alarm?.SupersededBy is { } next && Find(next) is { } successor)
        {
            alarm = successor;
        }

        return alarm;
    }
}
