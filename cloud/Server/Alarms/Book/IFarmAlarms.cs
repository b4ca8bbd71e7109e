using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;

namespace Roost.Cloud.Alarms.Book;

/// <summary>
/// The alarms of one farm; its key is the farm. What changes goes into the database, the log and what is owed to people in one transaction, and
/// after that to the screens. A call that throws has changed nothing and may be made again: what is known already is not told twice.
/// </summary>
internal interface IFarmAlarms : IGrainWithStringKey
{
    /// <summary>The verdicts of coops have changed; all of it is known afterwards, or nothing.</summary>
    Task TakeAsync(CoopNews[] news, CancellationToken cancellationToken);

    /// <summary>The verdicts of a coop that are told, and lasted at a time or began after it.</summary>
    Task<Verdict[]> ToldAsync(string coop, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Somebody does something about an alarm; the alarm after it, null when there is none of that id.</summary>
    Task<Alarm?> ActAsync(AlarmAct act, CancellationToken cancellationToken);

    /// <summary>
    /// Somebody in a house acknowledged an alarm, perhaps one that is not known yet: then it counts as soon as it is. Kept when this returns; may be said
    /// again.
    /// </summary>
    Task HearAsync(AcknowledgementNotice notice, CancellationToken cancellationToken);

    /// <summary>The alarms that need somebody now.</summary>
    Task<OpenAlarms> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>What a coop's readings changed.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Revisions">The changes, in order.</param>
/// <param name="Through">Event time up to which its readings were judged.</param>
/// <param name="Active">
/// All that is active, where the coop's evaluation began anew or went on after a restart: what else the database has as active is no longer so. Null otherwise.
/// </param>
/// <param name="Waiting">The alarms of which something is known that is not to be told yet: those that the database has as active stand until it is.</param>
[Immutable, GenerateSerializer]
internal sealed record CoopNews(string Coop, Revision[] Revisions, DateTimeOffset Through, Verdict[]? Active, AlarmId[] Waiting);

/// <summary>What somebody does about an alarm.</summary>
[Immutable, GenerateSerializer]
internal abstract record AlarmAct(AlarmId Alarm, string By);

[Immutable, GenerateSerializer]
internal sealed record Acknowledge(AlarmId Alarm, string By, string Where) : AlarmAct(Alarm, By);

[Immutable, GenerateSerializer]
internal sealed record Shelve(AlarmId Alarm, string By, DateTimeOffset Until, string Reason) : AlarmAct(Alarm, By);

[Immutable, GenerateSerializer]
internal sealed record Unshelve(AlarmId Alarm, string By) : AlarmAct(Alarm, By);

[Immutable, GenerateSerializer]
internal sealed record Comment(AlarmId Alarm, string By, string Text) : AlarmAct(Alarm, By);

[Immutable, GenerateSerializer]
internal sealed record Assign(AlarmId Alarm, string By, string? To) : AlarmAct(Alarm, By);

/// <summary>The alarms of a farm that need somebody: those that last, and those that are over and that nobody acknowledged.</summary>
/// <param name="Number">Number of the last change that is in them; the next <see cref="AlarmDelta.After"/> is this one unless a change was lost.</param>
/// <param name="Alarms">The alarms, newest first; at most 2,000.</param>
/// <param name="Texts">What each of their rules, and of those of their causes, says to people.</param>
[Immutable, GenerateSerializer]
public sealed record OpenAlarms(long Number, IReadOnlyList<Alarm> Alarms, IReadOnlyList<AlarmText> Texts);

/// <summary>What is said of alarms of a rule wherever one is named; the evidence of one has all that its rule says.</summary>
/// <param name="Alarm">One of them. Those of the same rule have the same text; of storms, those of the same cause, which stands in the id's place.</param>
/// <param name="Title">What it is called, in both languages.</param>
/// <param name="First">What to do first; empty where there is nothing to say.</param>
[Immutable, GenerateSerializer]
public sealed record AlarmText(AlarmId Alarm, LocalText Title, LocalText First);

/// <summary>Changes of a farm's alarms, made at once.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="After">Number of the change before; another one than the last that was seen means that one was lost and a fresh snapshot is needed.</param>
/// <param name="Number">Number of the last of these changes.</param>
/// <param name="Events">The changes, in order.</param>
public sealed record AlarmDelta(string Farm, long After, long Number, IReadOnlyList<AlarmEvent> Events);
