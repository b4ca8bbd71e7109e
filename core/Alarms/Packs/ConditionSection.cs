using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>
/// Reads a <see cref="Condition"/>: a section with one of the keys <c>above</c>, <c>below</c> and <c>outside</c> (a signal, with its limits),
/// <c>bad</c> (a sensor), <c>all</c> and <c>any</c> (lists of such sections).
/// </summary>
internal static class ConditionSection
{
    private static readonly string[] Kinds = ["above", "below", "outside", "bad", "all", "any"];

    /// <summary>The condition; null, with the mistakes noted, when it can't be read.</summary>
    public static Condition? Read(YamlSection section)
    {
        Condition? condition = null;
        var found = 0;
        foreach (var kind in Kinds)
        {
            if (section.Has(kind))
            {
                found++;
                condition = Read(section, kind);
            }
        }

        if (found != 1)
        {
            section.Reject($"{section.Path} has {(found == 0 ? "none" : "more than one")} of the keys {string.Join(", ", Kinds)}; a condition has exactly one.");
            return null;
        }

        section.RejectUnknownKeys();
        return condition;
    }

    private static Condition? Read(YamlSection section, string kind) => kind switch
    {
        "above" => new Above(section.Required(kind, SignalText.Rule), section.Required("limit", CurveText.Rule), Hysteresis(section)),
        "below" => new Below(section.Required(kind, SignalText.Rule), section.Required("limit", CurveText.Rule), Hysteresis(section)),
        "outside" => new Outside(
            section.Required(kind, SignalText.Rule), section.Required("low", CurveText.Rule), section.Required("high", CurveText.Rule), Hysteresis(section)),
        "bad" => section.Required(kind, SignalText.Rule) is ValueOf sensor
            ? new BadReadings(sensor.Quantity, sensor.Place)
            : Refuse(section, kind),
        "all" => new AllOf(Parts(section, kind)),
        _ => new AnyOf(Parts(section, kind)),
    };

    private static double Hysteresis(YamlSection section) =>
        section.Optional("hysteresis", ScalarRules.Number(0, 1e6, "a number of at least 0"), 0);

    private static Condition[] Parts(YamlSection section, string kind) =>
        [.. section.Sections(kind, required: true).Select(Read).OfType<Condition>()];

    private static BadReadings? Refuse(YamlSection section, string kind)
    {
        section.RejectOnce($"{section.At(kind)} is no sensor; it must be a quantity such as temperature or temperature@front.");
        return null;
    }
}
