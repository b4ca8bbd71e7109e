using Roost.Alarms.Rules;

namespace Roost.Alarms.Words;

/// <summary>Says a rule in one plain sentence with its numbers.</summary>
public static class RuleWords
{
    /// <summary>
    /// "Temperature more than 4 °C above the set-point for 5 minutes; over at 3.5 °C above for 2 minutes."
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="ageDays">The flock's age, for its limits at that age; null for the limits at every age.</param>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    public static string Describe(Rule rule, double? ageDays, string language)
    {
        var words = new ConditionWords(ageDays, language);
        var (begins, ends) = (words.Begins(rule.When), words.Ends(rule.When));
        var guard = rule.While is null ? null : words.Begins(rule.While);
        return SignalWords.InChinese(language)
            ? $"{begins}{Lasting("，持续", rule.OnDelay, language)}"
                + (ends, rule.OffDelay > TimeSpan.Zero) switch
                {
                    (null, false) => "",
                    (null, true) => $"；恢复{DurationWords.Say(rule.OffDelay, language)}后解除",
                    _ => $"；回到{ends}{Lasting("并持续", rule.OffDelay, language)}后解除",
                }
                + (guard is null ? "。" : $"；仅当{guard}时判断。")
            : $"{char.ToUpperInvariant(begins[0])}{begins[1..]}{Lasting(" for ", rule.OnDelay, language)}"
                + (ends, rule.OffDelay > TimeSpan.Zero) switch
                {
                    (null, false) => "",
                    (null, true) => $"; over when it is no longer so for {DurationWords.Say(rule.OffDelay, language)}",
                    _ => $"; over at {ends}{Lasting(" for ", rule.OffDelay, language)}",
                }
                + (guard is null ? "." : $"; judged only while {guard}.");
    }

    private static string Lasting(string before, TimeSpan delay, string language) =>
        delay > TimeSpan.Zero ? $"{before}{DurationWords.Say(delay, language)}" : "";
}
