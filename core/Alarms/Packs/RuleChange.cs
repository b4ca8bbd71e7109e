namespace Roost.Alarms.Packs;

/// <summary>One value of one rule that a farm or a coop has its own way.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="What">
/// Which value: <c>limit</c>, <c>low</c>, <c>high</c> or <c>hysteresis</c>, with <c>-2</c>, <c>-3</c> … for the second, third … condition of a rule
/// that has several (<c>limit-2</c>); one point of a limit (<c>limit at day 7</c>); <c>on-delay</c>, <c>off-delay</c>, <c>severity</c>, <c>off</c>.
/// </param>
/// <param name="Value">The value as it would stand in a pack file; <c>true</c> or <c>false</c> for <c>off</c>.</param>
/// <param name="By">Who changed it.</param>
/// <param name="Why">Why, in that person's words.</param>
/// <param name="At">When, UTC.</param>
public sealed record RuleChange(string Rule, string What, string Value, string By, string Why, DateTimeOffset At);
