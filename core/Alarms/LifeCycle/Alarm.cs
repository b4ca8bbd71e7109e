using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Alarms.LifeCycle;

/// <summary>An alarm: a verdict of the readings, and what people did about it. All times UTC, to the millisecond.</summary>
public sealed record Alarm
{
    /// <summary>Its identity within the farm.</summary>
    public required AlarmId Id { get; init; }

    /// <summary>The farm.</summary>
    public required string Farm { get; init; }

    /// <summary>How much it matters.</summary>
    public required AlarmSeverity Severity { get; init; }

    /// <summary>Event time at which the on-delay was over.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Event time at which it was over; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is over; null while it lasts.</summary>
    public AlarmEnd? End { get; init; }

    /// <summary>When it became known, by the farm's time in the cloud.</summary>
    public required DateTimeOffset LearnedAt { get; init; }

    /// <summary>Whether it was over, or had been raised longer than <see cref="AlarmBook.LateAfter"/> ago, when it became known.</summary>
    public bool Late { get; init; }

    /// <summary>What the rule's signal was when the alarm was raised; null where there is no such number.</summary>
    public double? Value { get; init; }

    /// <summary>The limit in force then; null where there is none.</summary>
    public double? Limit { get; init; }

    /// <summary>The furthest that the signal went until the end or so far; null where there is no such number.</summary>
    public double? Worst { get; init; }

    /// <summary>The unit of value, limit and worst, as people write it; empty for bare numbers, null where there is no number.</summary>
    public string? Unit { get; init; }

    /// <summary>Who acknowledged it; null while nobody has.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>The shelf that it is on; null when it is on none.</summary>
    public Shelf? Shelf { get; init; }

    /// <summary>Who sees to it; null when nobody was named.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>What people wrote about it, oldest first.</summary>
    public IReadOnlyList<AlarmComment> Comments { get; init; } = [];

    /// <summary>The alarm that this one took the place of when late readings moved its start.</summary>
    public AlarmId? Supersedes { get; init; }

    /// <summary>The alarm that took the place of this one.</summary>
    public AlarmId? SupersededBy { get; init; }

    /// <summary>The alarm that explains this one, and while it lasts holds it: it is shown with its cause and tells nobody.</summary>
    public AlarmId? Cause { get; init; }

    /// <summary>How many alarms of its rule and place were raised in the hour before it was, itself included.</summary>
    public int Flaps { get; init; } = 1;

    /// <summary>Whether it comes and goes so often that it tells nobody, since another one of the same hour has.</summary>
    public bool Muted { get; init; }

    /// <summary>
    /// Whether it goes on, or ended, while the house was used for something else than birds: empty, being cleaned or repaired. By design it tells
    /// nobody then.
    /// </summary>
    public bool Suppressed { get; init; }

    /// <summary>Whether its rule's excursion goes on.</summary>
    public bool IsActive => EndedAt is null;

    /// <summary>Where it stands.</summary>
    public AlarmLifeCycle LifeCycle => (IsActive, Acknowledgement) switch
    {
        (true, _) when Suppressed => AlarmLifeCycle.SuppressedByDesign,
        (true, null) => AlarmLifeCycle.Unacknowledged,
        (true, _) => AlarmLifeCycle.Acknowledged,
        // What never was so, goes on under another id, or was over before it could endanger anything, needs nobody's acknowledgement.
        (false, null) when End == AlarmEnd.Over && !Suppressed => AlarmLifeCycle.ReturnedToNormalUnacknowledged,
        _ => AlarmLifeCycle.Normal,
    };

    /// <summary>Whether people are to be told of it now: it lasts, and is neither held by its cause, nor shelved, nor muted, nor suppressed.</summary>
    public bool IsLoud => IsActive && Cause is null && Shelf is null && !Muted && !Suppressed;
}

/// <summary>Why an alarm is over.</summary>
[JsonConverter(typeof(AlarmEndJsonConverter))]
public enum AlarmEnd
{
    /// <summary>The excursion is over.</summary>
    Over = 1,

    /// <summary>Readings that came later show that it never was so.</summary>
    Withdrawn,

    /// <summary>Readings that came later moved its start: it goes on under another id.</summary>
    Superseded,
}

/// <summary>Writes an <see cref="AlarmEnd"/> in kebab case.</summary>
public sealed class AlarmEndJsonConverter() : JsonStringEnumConverter<AlarmEnd>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>Who said that they saw an alarm.</summary>
/// <param name="By">The person, or the house whose button was pressed.</param>
/// <param name="At">When.</param>
/// <param name="Where">By which way: <c>dashboard</c>, <c>link</c>, <c>house</c>.</param>
public sealed record Acknowledgement(string By, DateTimeOffset At, string Where);

/// <summary>An alarm put aside for a while; it comes back by itself.</summary>
/// <param name="Until">When it comes back.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who put it aside.</param>
/// <param name="At">When.</param>
public sealed record Shelf(DateTimeOffset Until, string Reason, string By, DateTimeOffset At);

/// <summary>What somebody wrote about an alarm.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Text">What.</param>
public sealed record AlarmComment(string By, DateTimeOffset At, string Text);
