using System.Collections.Frozen;

namespace Roost.Alarms.Storms;

/// <summary>Which alarms explain which others, in one place.</summary>
public static class CausePrecedence
{
    /// <summary>Rule of the alarm that stands for several coops of a farm.</summary>
    public const string Storm = "storm";

    /// <summary>By the rule of a cause: the rules whose alarms in the same coop it explains.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> HeldBy = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        // Without its agent a coop says nothing.
        ["agent-silent"] = Set("sensor-missing", "sensor-stuck", "sensor-stale", "camera-dark", "camera-dirty", "camera-frozen", "camera-moved", "camera-missing"),

        // Without mains nothing turns, burns or shines. What birds feel (heat, gas) is never held.
        ["mains-power-lost"] = Set(
            "fans-not-as-commanded", "heaters-not-as-commanded", "light-not-as-programmed", "static-pressure", "static-pressure-high", "static-pressure-low",
            "camera-dark", "camera-frozen", "camera-missing", "sensor-missing", "sensor-stuck"),

        // No water to drink is what the others measure in other words.
        ["water-stopped"] = Set("water-low", "water-to-feed"),
        ["feed-stopped"] = Set("feed-low", "water-to-feed"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By the rule of an alarm: the common cause when several coops have it at once.</summary>
    private static readonly FrozenDictionary<string, string> CommonCauses = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mains-power-lost"] = "power",
        ["agent-silent"] = "link",
        ["heat-stress"] = "weather",
        ["heat-stress-severe"] = "weather",
        ["temperature-high"] = "weather",
        ["temperature-very-high"] = "weather",
        ["temperature-low"] = "weather",
        ["temperature-very-low"] = "weather",
        ["humidity-high"] = "weather",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether an alarm of the one rule explains one of the other in the same coop.</summary>
    public static bool Explains(string cause, string rule) => HeldBy.TryGetValue(cause, out var held) && held.Contains(rule);

    /// <summary>What several coops' alarms of a rule have in common: <c>power</c>, <c>link</c>, <c>weather</c>, else the rule itself.</summary>
    public static string CommonCauseOf(string rule) => CommonCauses.GetValueOrDefault(rule, rule);

    private static FrozenSet<string> Set(params ReadOnlySpan<string> rules) => FrozenSet.Create(StringComparer.Ordinal, rules);
}
