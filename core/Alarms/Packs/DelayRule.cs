using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>How long a delay or a window of a rule may be.</summary>
internal static class DelayRule
{
    public static ScalarRule<TimeSpan> Delay { get; } = ScalarRules.Duration(TimeSpan.Zero, TimeSpan.FromDays(2));

    public static ScalarRule<TimeSpan> Window { get; } = ScalarRules.Duration(TimeSpan.FromSeconds(10), TimeSpan.FromDays(2));
}
