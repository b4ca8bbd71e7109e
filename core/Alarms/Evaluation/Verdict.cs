namespace Roost.Alarms.Evaluation;

/// <summary>
/// One excursion as the readings known so far tell it: a fact of event time alone, whoever judged it, when and in what order the readings came.
/// </summary>
/// <param name="Alarm">Its identity, with its start: the first reading of the excursion.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="RaisedAt">Event time at which the on-delay was over, UTC.</param>
/// <param name="EndedAt">Event time at which the off-delay was over, UTC; null while it lasts.</param>
/// <param name="Value">What the rule's signal was when it was raised, in the signal's unit; null where there is no such number.</param>
/// <param name="Limit">The limit in force then, in the same unit; null where there is none.</param>
/// <param name="Worst">The furthest that the signal went until the end or so far; null where there is no such number.</param>
/// <param name="Unit">The unit of the three, as people write it: "°C", "s"; empty for bare numbers, null where there is no number.</param>
/// <param name="Suppressed">Whether it goes on, or ended, while the house was used for something else than birds: by design it tells nobody then.</param>
public sealed record Verdict(
    AlarmId Alarm,
    AlarmSeverity Severity,
    DateTimeOffset RaisedAt,
    DateTimeOffset? EndedAt,
    double? Value,
    double? Limit,
    double? Worst,
    string? Unit = null,
    bool Suppressed = false);
