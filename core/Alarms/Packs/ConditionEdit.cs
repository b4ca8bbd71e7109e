using System.Globalization;
using System.Text.RegularExpressions;
using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>One number of a condition exchanged for another; conditions within one another are counted in the order in which they are read.</summary>
internal sealed partial class ConditionEdit
{
    private readonly string value;
    private readonly int ordinal;
    private readonly Func<Curve, Curve> limit;
    private readonly double hysteresis;
    private int seen;

    private ConditionEdit(string value, int ordinal, Func<Curve, Curve> limit, double hysteresis) =>
        (this.value, this.ordinal, this.limit, this.hysteresis) = (value, ordinal, limit, hysteresis);

    /// <summary>Whether the number was there, once <see cref="Apply"/> has run.</summary>
    public bool Found { get; private set; }

    /// <summary>The edit that a change asks for; null, with the mistake noted, when its value can't be read.</summary>
    public static ConditionEdit? Of(RuleChange change, List<string> sentences)
    {
        var parts = What().Match(change.What);
        var ordinal = parts.Groups["ordinal"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : 1;
        var value = parts.Success ? parts.Groups["value"].Value : "";
        if (value == "hysteresis" || parts.Groups["day"].Success)
        {
            var rule = value == "hysteresis" ? ScalarRules.Number(0, 1e6, "a number of at least 0") : ScalarRules.Finite;
            if (!rule.TryRead(change.Value, out var bare))
            {
                sentences.Add(Wrong(change, rule.Allowed));
                return null;
            }

            return new(value, ordinal, curve => At(curve, double.Parse(parts.Groups["day"].Value, CultureInfo.InvariantCulture), bare), bare);
        }

        if (value.Length > 0 && !CurveText.Rule.TryRead(change.Value, out _))
        {
            sentences.Add(Wrong(change, CurveText.Rule.Allowed));
            return null;
        }

        CurveText.Rule.TryRead(change.Value, out var whole);
        return new(value, ordinal, _ => whole, 0);
    }

    /// <summary>What can be exchanged in a condition, by the names of <see cref="RuleChange.What"/>.</summary>
    public static IEnumerable<string> Names(Condition condition)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in Numbers(condition))
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
            yield return counts[name] == 1 ? name : $"{name}-{counts[name]}";
        }
    }

    /// <summary>The condition with the number exchanged; as it was where that number is not <see cref="Found"/>.</summary>
    public Condition Apply(Condition condition) => condition switch
    {
        Above above => above with { Limit = Limit("limit", above.Limit), Hysteresis = Hysteresis(above.Hysteresis) },
        Below below => below with { Limit = Limit("limit", below.Limit), Hysteresis = Hysteresis(below.Hysteresis) },
        Outside outside => outside with
        {
            Low = Limit("low", outside.Low),
            High = Limit("high", outside.High),
            Hysteresis = Hysteresis(outside.Hysteresis),
        },
        AllOf all => new AllOf([.. all.Conditions.Select(Apply)]),
        AnyOf any => new AnyOf([.. any.Conditions.Select(Apply)]),
        _ => condition,
    };

    private static IEnumerable<string> Numbers(Condition condition) => condition switch
    {
        Above or Below => ["limit", "hysteresis"],
        Outside => ["low", "high", "hysteresis"],
        AllOf all => all.Conditions.SelectMany(Numbers),
        AnyOf any => any.Conditions.SelectMany(Numbers),
        _ => [],
    };

    private static string Wrong(RuleChange change, string allowed) =>
        $"{change.What} of the rule \"{change.Rule}\" is \"{change.Value}\", but it must be {allowed}.";

    private static Curve At(Curve curve, double day, double value) => new(
    [
        .. curve.Points.Where(point => point.AgeDays < day),
        new(day, value),
        .. curve.Points.Where(point => point.AgeDays > day),
    ]);

    private Curve Limit(string name, Curve curve) => IsMeant(name) ? limit(curve) : curve;

    private double Hysteresis(double number) => IsMeant("hysteresis") ? hysteresis : number;

    private bool IsMeant(string name)
    {
        var meant = name == value && ++seen == ordinal;
        Found |= meant;
        return meant;
    }

    [GeneratedRegex("^(?<value>limit|low|high|hysteresis)(-(?<ordinal>[2-9]))?( at day (?<day>[0-9]{1,4}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex What();
}
