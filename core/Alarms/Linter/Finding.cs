using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Linter;

/// <summary>Something about a rule that endangers birds or the trust of people.</summary>
/// <param name="Level">Whether the pack may be used as it is.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Sentence">What is wrong and why, in both languages.</param>
public sealed record Finding(FindingLevel Level, string Rule, LocalText Sentence);

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(FindingLevelJsonConverter))]
public enum FindingLevel
{
    /// <summary>Odd, but a person may want it so.</summary>
    Warning = 1,

    /// <summary>The rule can't protect birds; it is not taken.</summary>
    Refused,
}

/// <summary>Writes a <see cref="FindingLevel"/> as <c>warning</c> or <c>refused</c>.</summary>
public sealed class FindingLevelJsonConverter() : JsonStringEnumConverter<FindingLevel>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
