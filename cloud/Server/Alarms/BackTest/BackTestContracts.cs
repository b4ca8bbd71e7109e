using Roost.Alarms.BackTest;
using Roost.Alarms.Linter;
using Roost.Cloud.Alarms.Endpoints;

namespace Roost.Cloud.Alarms.BackTest;

/// <summary>Asks what changes of rules would have made of the last flocks.</summary>
/// <param name="Changes">The changes, each as it would be saved; who and why may be left out.</param>
/// <param name="Coops">The coops whose readings are judged; null for those that the changes are for.</param>
/// <param name="Days">How many days back, 1 to 60; null for since the flock was placed, at most 60.</param>
public sealed record BackTestRequest(IReadOnlyList<RuleChangeRequest>? Changes, IReadOnlyList<string>? Coops, int? Days);

/// <summary>What changes of rules would have made of the last flocks.</summary>
/// <param name="Coops">Coop by coop.</param>
/// <param name="PagesAWeekBefore">Warnings and critical alarms in a week, of all these coops, that the rules to be changed raise now.</param>
/// <param name="PagesAWeekAfter">The same with the changes.</param>
/// <param name="Findings">What the linter newly finds.</param>
public sealed record BackTestAnswer(
    IReadOnlyList<CoopBackTest> Coops, double PagesAWeekBefore, double PagesAWeekAfter, IReadOnlyList<Finding> Findings);

/// <summary>What changes of rules would have made of one coop's readings.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Result">What they would have made; its lists end after 200 alarms.</param>
/// <param name="Gained">How many alarms the changes would have raised that the rules in force did not.</param>
/// <param name="Lost">How many they would not have raised.</param>
/// <param name="Moved">How many they would have raised or ended at another time, or with another severity.</param>
public sealed record CoopBackTest(string Coop, BackTestResult Result, int Gained, int Lost, int Moved);
