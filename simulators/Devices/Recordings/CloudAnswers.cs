using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Packs;

namespace Roost.Simulators.Recordings;

/// <summary>A farm, as far as a recording needs it.</summary>
internal sealed record CloudFarm(string TimeZone, IReadOnlyList<CloudCoop> Coops);

/// <summary>A coop of it.</summary>
internal sealed record CloudCoop(string Coop);

/// <summary>A picture of a camera that the cloud keeps.</summary>
internal sealed record CloudStill(string Camera, DateTimeOffset TakenAt);

/// <summary>Alarms, newest first, and how to ask for the next ones.</summary>
internal sealed record CloudAlarms(IReadOnlyList<CloudAlarm> Alarms, string? Next);

/// <summary>An alarm.</summary>
internal sealed record CloudAlarm(Alarm Alarm);

/// <summary>The rules of a coop: the pack and what is changed of it, oldest first.</summary>
internal sealed record CloudRules(string Pack, IReadOnlyList<CloudChange> Changes);

/// <summary>A change of a rule, with its number within the farm.</summary>
internal sealed record CloudChange(int Version, string? Coop, RuleChange Change);

/// <summary>What people say of a coop.</summary>
internal sealed record CloudSettings(string Pack, DateOnly? PlacedOn, int? Birds, IReadOnlyList<HouseUseSince> Uses);
