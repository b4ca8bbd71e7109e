using System.Text.RegularExpressions;
using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>Reads a <see cref="Rule"/> of a pack.</summary>
internal static partial class RuleSection
{
    private static readonly ScalarRule<string> Name = new(
        "a name in lower case such as temperature-high",
        (string text, out string value) =>
        {
            value = text;
            return KebabCase().IsMatch(text);
        });

    private static readonly ScalarRule<AlarmSeverity> Severity = ScalarRules.OneOf<AlarmSeverity>(
        ("information", AlarmSeverity.Information), ("warning", AlarmSeverity.Warning), ("critical", AlarmSeverity.Critical));

    private static readonly ScalarRule<RuleArea> Area = ScalarRules.OneOf<RuleArea>(
        [.. Enum.GetValues<RuleArea>().Select(area => (WordOf(area), area))]);

    /// <summary>The rule; null, with the mistakes noted, when it can't be read.</summary>
    public static Rule? Read(YamlSection section)
    {
        var name = section.Required("rule", Name);
        var area = section.Required("area", Area);
        var severity = section.Required("severity", Severity);
        var at = section.Required("at", ScalarRules.Quantity);
        var places = section.Values("places", ScalarRules.Name);
        var when = section.Section("when") is { } condition ? ConditionSection.Read(condition) : null;
        var guard = section.OptionalSection("while") is { } always ? ConditionSection.Read(always) : null;
        var onDelay = section.Optional("on-delay", DelayRule.Delay, TimeSpan.Zero);
        var offDelay = section.Optional("off-delay", DelayRule.Delay, TimeSpan.Zero);
        var inEmptyHouse = section.Optional("in-empty-house", ScalarRules.Switch, false);
        var source = section.Required("source", ScalarRules.Text);
        var text = Text(section);
        section.RejectUnknownKeys();
        return when is null || text is null ? null : new()
        {
            Name = name,
            Area = area,
            Severity = severity,
            At = at,
            Places = places,
            When = when,
            While = guard,
            OnDelay = onDelay,
            OffDelay = offDelay,
            InEmptyHouse = inEmptyHouse,
            Text = text,
            Source = source,
        };
    }

    /// <summary><c>climate</c> for <see cref="RuleArea.Climate"/>.</summary>
    public static string WordOf(RuleArea area) => area.ToString().ToLowerInvariant();

    private static RuleText? Text(YamlSection section)
    {
        if (section.Section("en") is not { } en || section.Section("zh-CN") is not { } zhCn)
        {
            return null;
        }

        var (causes, causesZhCn) = (en.Values("causes", ScalarRules.Text), zhCn.Values("causes", ScalarRules.Text));
        if (causes.Count == 0 || causes.Count != causesZhCn.Count)
        {
            section.Reject($"{section.Path} has {causes.Count} causes in English and {causesZhCn.Count} in Chinese; there must be as many in both, and one at least.");
            return null;
        }

        var text = new RuleText(
            Both("title"), Both("means"), Both("first"), [.. causes.Zip(causesZhCn, (one, other) => new LocalText(one, other))]);
        en.RejectUnknownKeys();
        zhCn.RejectUnknownKeys();
        return text;

        LocalText Both(string key) => new(en.Required(key, ScalarRules.Text), zhCn.Required(key, ScalarRules.Text));
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
