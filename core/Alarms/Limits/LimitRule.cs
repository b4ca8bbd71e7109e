using System.Globalization;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Alarms.Limits;

/// <summary>
/// Alarms when a quantity is beyond a constant limit for the whole on-delay, and returns to normal when it is at or behind the clear limit
/// for the whole off-delay. A value exactly at the limit is no excursion; between the two limits nothing changes, and no delay runs.
/// </summary>
/// <param name="Name">Name of the rule, a <see cref="WireName"/>; part of the alarm's id.</param>
/// <param name="Quantity">What it judges; both limits are in this quantity's unit.</param>
/// <param name="Side">On which side of the limit the excursion lies.</param>
/// <param name="Limit">The limit, in the quantity's unit.</param>
/// <param name="ClearLimit">Where the excursion is over, in the quantity's unit; the limit itself for no hysteresis.</param>
/// <param name="OnDelay">How long the limit must be exceeded, in event time, before the alarm is raised; zero for at once.</param>
/// <param name="OffDelay">How long it must be clear, in event time, before the alarm returns to normal; zero for at once.</param>
/// <param name="Severity">How much the alarm matters.</param>
public sealed record LimitRule(
    string Name,
    Quantity Quantity,
    LimitSide Side,
    double Limit,
    double ClearLimit,
    TimeSpan OnDelay,
    TimeSpan OffDelay,
    AlarmSeverity Severity)
{
    /// <summary>Every mistake in the rule, a sentence each; empty when it can be used.</summary>
    public IReadOnlyList<string> Mistakes() =>
    [
        .. Wrong(!WireName.IsValid(Name), $"The name is \"{Name}\", but a rule's name is {WireNameRule}."),
        .. Wrong(!Enum.IsDefined(Quantity), $"The quantity is not set to one that Roost knows."),
        .. Wrong(!Enum.IsDefined(Side), $"The side is not set: above or below."),
        .. Wrong(!Enum.IsDefined(Severity), $"The severity is not set: information, warning or critical."),
        .. Implausible("limit", Limit),
        .. Implausible("clear limit", ClearLimit),
        .. Wrong(Side is LimitSide.Above && ClearLimit > Limit,
            $"The clear limit is {ClearLimit}, but a rule that alarms above {Limit} clears at {Limit} or less."),
        .. Wrong(Side is LimitSide.Below && ClearLimit < Limit,
            $"The clear limit is {ClearLimit}, but a rule that alarms below {Limit} clears at {Limit} or more."),
        .. Wrong(OnDelay < TimeSpan.Zero, $"The on-delay is {OnDelay.TotalSeconds} s, but a delay is zero or more."),
        .. Wrong(OffDelay < TimeSpan.Zero, $"The off-delay is {OffDelay.TotalSeconds} s, but a delay is zero or more."),
    ];

    private static string WireNameRule { get; } =
        $"1 to {WireName.MaximumLength} letters, digits, '-', '_', '.' or inner spaces, and begins with a letter or digit";

    // A limit that no reading can reach is an alarm that never comes, which nobody would notice.
    private string[] Implausible(string which, double value)
    {
        if (!Enum.IsDefined(Quantity) || QuantityFacts.Of(Quantity) is not { } facts || facts.IsPlausible(value))
        {
            return [];
        }

        return Wrong(true, $"The {which} is {value}, but {facts.Name} lies between {facts.Minimum} and {facts.Maximum} {facts.Unit}.");
    }

    private string[] Wrong(bool isWrong, FormattableString sentence) =>
        isWrong ? [$"Rule \"{Name}\": {sentence.ToString(CultureInfo.InvariantCulture)}"] : [];
}
