using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Linter;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Stills;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>An alarm and what it is called.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Title">What it is called, in both languages.</param>
public sealed record AlarmEntry(Alarm Alarm, LocalText Title);

/// <summary>Alarms of a farm, newest first.</summary>
/// <param name="Alarms">The alarms.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
public sealed record AlarmPage(IReadOnlyList<AlarmEntry> Alarms, string? Next);

/// <summary>An alarm with all that helps to judge it.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Text">What it is called, what it means, what to do first, and likely causes, most likely first.</param>
/// <param name="Words">The rule in a sentence with the numbers in force, in both languages; null for a rule that is not in force any more.</param>
/// <param name="Source">Where the rule's numbers come from; null likewise.</param>
/// <param name="Traces">The course of what was judged around its start, of the set-point, of outside and of neighbouring coops.</param>
/// <param name="Holds">The alarms that it explains and holds.</param>
/// <param name="Stills">Of each camera the kept picture nearest to when it was raised, at most an hour away.</param>
/// <param name="LastRuleChange">The last change of its rule, by whom and why; null when it is as shipped.</param>
public sealed record AlarmEvidence(
    Alarm Alarm,
    RuleText Text,
    LocalText? Words,
    string? Source,
    IReadOnlyList<EvidenceTrace> Traces,
    IReadOnlyList<AlarmEntry> Holds,
    IReadOnlyList<StillEntry> Stills,
    KeptRuleChange? LastRuleChange);

/// <summary>The course of a series around an alarm.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Place">The place.</param>
/// <param name="Series">Its course.</param>
public sealed record EvidenceTrace(string Coop, Quantity Quantity, string Place, SeriesAnswer Series);

/// <summary>An entry of the alarm log.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Alarm">The alarm that it is about; null when about none.</param>
/// <param name="Text">All of it, as its hash has it.</param>
/// <param name="Hash">SHA-256 over the hash before it and the text, in hexadecimal digits.</param>
public sealed record AlarmLogEntryText(long Number, DateTimeOffset At, string Kind, string? Alarm, string Text, string Hash);

/// <summary>A part of a farm's alarm log.</summary>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="FirstBroken">Number of the first entry of the whole log that is not as it was written; null when all are sound.</param>
public sealed record AlarmLogPage(IReadOnlyList<AlarmLogEntryText> Entries, long? FirstBroken);

/// <summary>The rules in force.</summary>
/// <param name="Pack">Name of the pack that they are made of.</param>
/// <param name="Version">Its version with the farm's changes.</param>
/// <param name="Rules">The rules in force, and after them those that are switched off.</param>
/// <param name="Changes">The changes that were made to the pack, oldest first.</param>
/// <param name="LastDay">The age to which the breed's standard goes, days.</param>
/// <param name="PlacedOn">The farm-local day on which the coop's flock was placed; null where nobody says, and without coop.</param>
public sealed record RulesAnswer(
    string Pack, int Version, IReadOnlyList<RuleEntry> Rules, IReadOnlyList<KeptRuleChange> Changes, int LastDay, DateOnly? PlacedOn);

/// <summary>A rule, in force or switched off.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Severity">How much its alarms matter.</param>
/// <param name="Area">What it is about.</param>
/// <param name="At">The quantity at whose places it is judged.</param>
/// <param name="OnDelaySeconds">How long it must be so before the alarm is raised, s.</param>
/// <param name="OffDelaySeconds">How long it must be over before the alarm ends, s.</param>
/// <param name="Text">What it is called and means.</param>
/// <param name="Words">The rule in a sentence with its numbers, in both languages.</param>
/// <param name="Source">Where its numbers come from.</param>
/// <param name="Changeable">What of it can be changed: the names that <see cref="RuleChangeRequest.What"/> may have.</param>
/// <param name="Limits">Those of them that are limits, in the same order.</param>
/// <param name="Off">Whether it is switched off: then it is not judged.</param>
/// <param name="InEmptyHouse">Whether its alarms tell people too while the house is empty, being cleaned or repaired; all others are suppressed by design then.</param>
public sealed record RuleEntry(
    string Name,
    AlarmSeverity Severity,
    RuleArea Area,
    Quantity At,
    double OnDelaySeconds,
    double OffDelaySeconds,
    RuleText Text,
    LocalText Words,
    string Source,
    IReadOnlyList<string> Changeable,
    IReadOnlyList<RuleLimit> Limits,
    bool Off,
    bool InEmptyHouse);

/// <summary>A limit of a rule: on straight lines between its points, before the first and after the last as there; one point is a constant.</summary>
/// <param name="What">What <see cref="RuleChangeRequest.What"/> calls it.</param>
/// <param name="Signal">What is held against it, within a sentence, in both languages.</param>
/// <param name="Unit">Unit of the values; empty for bare numbers.</param>
/// <param name="IsHigh">Whether what is above it alarms; else what is below.</param>
/// <param name="Hysteresis">How far within the limit it is over.</param>
/// <param name="Alone">Whether it suffices to raise the rule; false where others must be broken too.</param>
/// <param name="InForce">The points in force, youngest first.</param>
/// <param name="Shipped">The points as the pack has them.</param>
public sealed record RuleLimit(
    string What,
    LocalText Signal,
    string Unit,
    bool IsHigh,
    double Hysteresis,
    bool Alone,
    IReadOnlyList<CurvePoint> InForce,
    IReadOnlyList<CurvePoint> Shipped);

/// <summary>What would come of a change of a rule.</summary>
/// <param name="Findings">What speaks against it; it would not be taken when one is refused.</param>
public sealed record RuleTrialAnswer(IReadOnlyList<Finding> Findings);

/// <summary>What came of a change of a rule.</summary>
/// <param name="Rules">The rules in force after it.</param>
/// <param name="Findings">What speaks against it all the same.</param>
public sealed record RuleChangeAnswer(RulesAnswer Rules, IReadOnlyList<Finding> Findings);

/// <summary>Asks for a change of one value of a rule.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="What">Which value: <c>limit</c>, <c>on-delay</c>, <c>severity</c>, <c>off</c> …</param>
/// <param name="Value">The value as it would stand in a pack file.</param>
/// <param name="By">Who changes it.</param>
/// <param name="Why">Why.</param>
/// <param name="Coop">The coop that it is for; null for all of the farm.</param>
public sealed record RuleChangeRequest(string? Rule, string? What, string? Value, string? By, string? Why, string? Coop);

/// <summary>Asks to do something about an alarm; what is needed is told by the path.</summary>
/// <param name="By">Who does it; always needed.</param>
/// <param name="Where">By which way an alarm is acknowledged; <c>dashboard</c> when it is not given.</param>
/// <param name="Until">Until when it is shelved: at most 24 hours on.</param>
/// <param name="Reason">Why it is shelved.</param>
/// <param name="Text">The comment.</param>
/// <param name="To">Who is to see to it; null for nobody.</param>
public sealed record AlarmActRequest(string? By, string? Where, DateTimeOffset? Until, string? Reason, string? Text, string? To);

/// <summary>Asks to keep what is said of a coop.</summary>
/// <param name="By">Who says it.</param>
/// <param name="Settings">What is said.</param>
public sealed record CoopSettingsRequest(string? By, CoopSettings? Settings);
