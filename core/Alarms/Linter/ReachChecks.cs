using System.Globalization;
using Roost.Alarms.Rules;
using Roost.Alarms.Words;

namespace Roost.Alarms.Linter;

/// <summary>Limits that no sensor can reach, and limits that can't be left again.</summary>
internal static class ReachChecks
{
    public static IEnumerable<Finding> Check(LimitFacts limit)
    {
        if (limit.Hysteresis < 0 || limit.Limit.Points.Any(point => !double.IsFinite(point.Value)))
        {
            yield return new(FindingLevel.Refused, limit.Rule.Name, new(
                "A limit must be a number and a hysteresis at least 0.", "限值必须是数字，回差不得为负。"));
            yield break;
        }

        if (limit.Signal is DifferenceOf && limit.Limit.Points.Any(point => limit.IsHigh == point.Value > 0 && limit.Hysteresis > Math.Abs(point.Value)))
        {
            yield return new(FindingLevel.Refused, limit.Rule.Name, new(
                $"The hysteresis of {Number(limit.Hysteresis)} is wider than the limit: the alarm stays although all is well again.",
                $"回差{Number(limit.Hysteresis)}大于限值本身：恢复正常后报警仍不解除。"));
        }

        if (limit.Range is not { } range)
        {
            yield break;
        }

        // A limit that is out of reach at some ages alone says that the rule is not for them.
        var edge = limit.IsHigh ? range.Maximum : range.Minimum;
        if (limit.Limit.Points.All(point => limit.IsHigh ? point.Value >= edge : point.Value <= edge))
        {
            yield return new(FindingLevel.Refused, limit.Rule.Name, Unreachable(limit, limit.Limit.Points[0].Value, edge));
            yield break;
        }

        foreach (var point in limit.Limit.Points)
        {
            var clears = limit.IsHigh ? point.Value - limit.Hysteresis : point.Value + limit.Hysteresis;
            if (limit.Hysteresis > 0 && (limit.IsHigh ? clears < range.Minimum : clears > range.Maximum))
            {
                yield return new(FindingLevel.Refused, limit.Rule.Name, Endless(limit, clears));
                yield break;
            }
        }
    }

    private static LocalText Unreachable(LimitFacts limit, double value, double edge) => new(
        $"The alarm can never come: its limit is {Number(value)}, but {SignalWords.Describe(limit.Signal, "en")} is never {(limit.IsHigh ? "above" : "below")} {Number(edge)}.",
        $"报警永远不会触发：限值为{Number(value)}，但{SignalWords.Describe(limit.Signal, "zh-CN")}不会{(limit.IsHigh ? "高于" : "低于")}{Number(edge)}。");

    private static LocalText Endless(LimitFacts limit, double clears) => new(
        $"The alarm never ends: with its hysteresis it is over at {Number(clears)}, which {SignalWords.Describe(limit.Signal, "en")} never reaches.",
        $"报警永远不会解除：按回差须回到{Number(clears)}，而{SignalWords.Describe(limit.Signal, "zh-CN")}不会达到。");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
