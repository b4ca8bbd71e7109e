using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Alarms.Storms;
using Roost.Cloud.Alarms.Book;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>The packs that there are.</summary>
/// <param name="All">The packs; a coop whose settings name none gets the first.</param>
internal sealed record ShippedPacks(IReadOnlyList<RulePack> All)
{
    /// <summary>The pack of a name; null when there is none.</summary>
    public RulePack? Of(string name) => All.FirstOrDefault(pack => pack.Name == name);

    /// <summary>What an alarm's rule says to people.</summary>
    public RuleText TextOf(AlarmId alarm) => alarm.Rule == CausePrecedence.Storm ? StormText.Of(alarm.Place, TextOf(alarm.Place).Title) : TextOf(alarm.Rule);

    private RuleText TextOf(string name) =>
        ChainRules.TextOf(name) ?? All.SelectMany(pack => pack.Rules).FirstOrDefault(rule => rule.Name == name)?.Text ?? Nameless(name);

    /// <summary>What is said of these alarms, each text once.</summary>
    public IReadOnlyList<AlarmText> TextsOf(IEnumerable<AlarmId> alarms) =>
    [
        .. alarms.DistinctBy(alarm => alarm.Rule == CausePrecedence.Storm ? (alarm.Rule, alarm.Place) : (alarm.Rule, ""))
            .Select(alarm => (Alarm: alarm, Text: TextOf(alarm))).Select(each => new AlarmText(each.Alarm, each.Text.Title, each.Text.First)),
    ];

    // Of a rule that a newer or older Roost had.
    private static RuleText Nameless(string rule) => new(new($"Former rule \"{rule}\"", $"旧规则“{rule}”"), new("", ""), new("", ""), []);
}
