using Roost.Alarms.Rules;
using Roost.Alarms.Words;
using Roost.Domain.Readings;

namespace Roost.Alarms.Linter;

/// <summary>Delays longer than birds survive.</summary>
internal static class DelayChecks
{
    /// <summary>
    /// The longest delay of a critical rule about heat, fans or power: heavy birds die within 20 to 30 minutes in still air above 36 °C (University of
    /// Kentucky), and somebody has to come first.
    /// </summary>
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(10);

    public static IEnumerable<Finding> Check(Rule rule)
    {
        if (rule.OnDelay < TimeSpan.Zero || rule.OffDelay < TimeSpan.Zero)
        {
            yield return new(FindingLevel.Refused, rule.Name, new("A delay must not be negative.", "延时不得为负。"));
        }

        if (rule.Severity == AlarmSeverity.Critical && rule.OnDelay > longest && IsAboutAir(rule))
        {
            yield return new(FindingLevel.Refused, rule.Name, new(
                $"This alarm comes after {DurationWords.Say(rule.OnDelay, "en")}, but without air heavy birds die within 20 to 30 minutes; allow {DurationWords.Say(longest, "en")} at most.",
                $"此报警在{DurationWords.Say(rule.OnDelay, "zh-CN")}后才触发，但没有通风时大鸡在20至30分钟内死亡；最多允许{DurationWords.Say(longest, "zh-CN")}。"));
        }
    }

    private static bool IsAboutAir(Rule rule) => rule.At is Quantity.MainsPower or Quantity.FanSpeed or Quantity.FanCommand
        || (rule.At is Quantity.Temperature && LimitFacts.Of(rule).Any(limit => limit.IsHigh));
}
