using System.Text.Json.Serialization;
using Roost.Domain.Readings;

namespace Roost.Alarms.Rules;

/// <summary>
/// What must be so for an alarm. Each has a limit at which it begins and, by its hysteresis, one at which it ends; between the two nothing
/// changes. A bad reading never is evidence; an uncertain one is evidence of danger, never of safety.
/// </summary>
[JsonDerivedType(typeof(Above), "above")]
[JsonDerivedType(typeof(Below), "below")]
[JsonDerivedType(typeof(Outside), "outside")]
[JsonDerivedType(typeof(BadReadings), "bad")]
[JsonDerivedType(typeof(AllOf), "all")]
[JsonDerivedType(typeof(AnyOf), "any")]
public abstract record Condition;

/// <summary>The signal is above the limit; over when it is at the limit less the hysteresis or below.</summary>
public sealed record Above(Signal Signal, Curve Limit, double Hysteresis = 0) : Condition;

/// <summary>The signal is below the limit; over when it is at the limit plus the hysteresis or above.</summary>
public sealed record Below(Signal Signal, Curve Limit, double Hysteresis = 0) : Condition;

/// <summary>The signal is below the one limit or above the other.</summary>
public sealed record Outside(Signal Signal, Curve Low, Curve High, double Hysteresis = 0) : Condition;

/// <summary>The sensor's newest reading is bad; over with the first that is not.</summary>
public sealed record BadReadings(Quantity Quantity, string? Place = null) : Condition;

/// <summary>All of them are so; over when one is over.</summary>
public sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition;

/// <summary>One of them is so; over when all are over.</summary>
public sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition;
