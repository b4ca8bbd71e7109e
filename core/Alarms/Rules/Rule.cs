using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Domain.Readings;

namespace Roost.Alarms.Rules;

/// <summary>
/// When an alarm is raised, when it returns to normal, and what it means to a person. The rule is judged once for each of its places, and each
/// place has alarms of its own.
/// </summary>
public sealed record Rule
{
    /// <summary>Name of the rule, kebab-case; part of every alarm's id.</summary>
    public required string Name { get; init; }

    /// <summary>How much its alarms matter.</summary>
    public required AlarmSeverity Severity { get; init; }

    /// <summary>What it is about.</summary>
    public required RuleArea Area { get; init; }

    /// <summary>The quantity at whose places it is judged: a place is judged as soon as a reading of this quantity came from it.</summary>
    public required Quantity At { get; init; }

    /// <summary>The places that count; empty for all but <see cref="ValueOf.Outside"/> and <see cref="ValueOf.Neighbours"/>.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>What must be so.</summary>
    public required Condition When { get; init; }

    /// <summary>
    /// Judged only while this is so (lights on, birds old enough): the on-delay begins anew when it becomes so, and an alarm ends when it is
    /// over. Null for always.
    /// </summary>
    public Condition? While { get; init; }

    /// <summary>How long the condition must last, in event time, before the alarm is raised.</summary>
    public TimeSpan OnDelay { get; init; }

    /// <summary>How long it must be over, in event time, before the alarm returns to normal.</summary>
    public TimeSpan OffDelay { get; init; }

    /// <summary>Whether its alarms tell people too while the house is empty, being cleaned or repaired; all others are suppressed by design then.</summary>
    public bool InEmptyHouse { get; init; }

    /// <summary>What the alarm is called, what it means, what to do first, and likely causes, most likely first.</summary>
    public required RuleText Text { get; init; }

    /// <summary>Where limits and delays come from (author, year; or "Roost").</summary>
    public required string Source { get; init; }
}

/// <summary>What a person reads of a rule, by language: <c>en</c> and <c>zh-CN</c>, both complete.</summary>
/// <param name="Title">A few words: "Too hot".</param>
/// <param name="Means">What it means, a sentence.</param>
/// <param name="First">What to do first, a sentence.</param>
/// <param name="Causes">Likely causes, most likely first.</param>
public sealed record RuleText(LocalText Title, LocalText Means, LocalText First, IReadOnlyList<LocalText> Causes);

/// <summary>A text in both languages.</summary>
public sealed record LocalText(string En, string ZhCn)
{
    /// <summary>The text for a language tag such as <c>zh-CN</c>; English for all that are not Chinese.</summary>
    public string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ZhCn : En;
}

/// <summary>What a rule is about.</summary>
[JsonConverter(typeof(RuleAreaJsonConverter))]
public enum RuleArea
{
    /// <summary>Air and heat.</summary>
    Climate = 1,

    /// <summary>Water.</summary>
    Water,

    /// <summary>Feed.</summary>
    Feed,

    /// <summary>Birds: weight, activity, crowding, deaths, eggs.</summary>
    Flock,

    /// <summary>Fans, heaters, lights, mains power.</summary>
    Machines,

    /// <summary>Sensors that say nothing or nonsense.</summary>
    Sensors,

    /// <summary>Cameras.</summary>
    Cameras,

    /// <summary>Agents, links, clocks, spools: Roost itself.</summary>
    System,
}

/// <summary>Writes a <see cref="RuleArea"/> in kebab case.</summary>
public sealed class RuleAreaJsonConverter() : JsonStringEnumConverter<RuleArea>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
