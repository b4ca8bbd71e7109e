namespace Roost.Alarms.Storms;

/// <summary>Which alarms explain which others, in one place.</summary>
public static class CausePrecedence
{
    /// <summary>Rule of the alarm that stands for several coops of a farm, or for several sensors of a coop.</summary>
    public const string Storm = "storm";

    /// <summary>What sensors have in common that fall silent together: a bus, its converter or their supply.</summary>
    public const string Bus = "bus";

    // How sensors fail that hang on one wire.
    private static readonly string[] Silent = ["sensor-missing", "sensor-stuck"];

    // By the rule of a cause: the rules whose alarms in the same coop it explains, each with all its kinds ("sensor-missing-temperature").
    private static readonly (string Cause, string[] Held)[] Explanations =
    [
        // Without its agent a coop says nothing.
        ("agent-silent", [.. Silent, Storm, "camera-dark", "camera-dirty", "camera-frozen", "camera-moved"]),

        // Without mains nothing turns, burns or shines. What birds feel (heat, gas) is never held.
        ("mains-power-lost",
        [
            "fans-not-as-commanded", "heaters-not-as-commanded", "light-not-as-programmed", "static-pressure", "camera-dark", "camera-frozen",
            .. Silent, Storm,
        ]),

        // What stands still is also less than it should be.
        ("water-stopped", ["water-low", "water-to-feed"]),
        ("feed-stopped", ["feed-low", "water-to-feed"]),
    ];

    // By what several coops have in common: the rules, each with all its kinds.
    private static readonly (string Cause, string[] Rules)[] CommonCauses =
    [
        ("power", ["mains-power-lost"]),
        ("link", ["agent-silent"]),
        (Bus, Silent),
        ("weather", ["heat-stress", "temperature-high", "temperature-low", "humidity-high"]),
    ];

    /// <summary>Whether an alarm of the one rule explains one of the other in the same coop.</summary>
    public static bool Explains(string cause, string rule) => Explanations.Any(each => each.Cause == cause && Has(each.Held, rule));

    /// <summary>What several coops' alarms of a rule have in common: <c>power</c>, <c>link</c>, <c>bus</c>, <c>weather</c>, else the rule itself.</summary>
    public static string CommonCauseOf(string rule) => CommonCauses.FirstOrDefault(each => Has(each.Rules, rule)).Cause ?? rule;

    /// <summary>Whether the rule tells of a sensor that may have failed with others on its bus.</summary>
    public static bool IsOfBus(string rule) => Has(Silent, rule);

    private static bool Has(string[] rules, string rule) =>
        rules.Any(each => rule.StartsWith(each, StringComparison.Ordinal) && (rule.Length == each.Length || rule[each.Length] == '-'));
}
