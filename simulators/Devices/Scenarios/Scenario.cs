using Roost.Simulation;
using Roost.Simulation.Events;

namespace Roost.Simulators.Scenarios;

/// <summary>A story of one coop with its ground truth: what it is, what happens to it, what a good system says and what it must not.</summary>
/// <param name="Name">Its file's name, kebab-case.</param>
/// <param name="Title">What it is called, by language: <c>en</c>, <c>zh-CN</c>.</param>
/// <param name="About">A few sentences for whoever chooses it.</param>
/// <param name="Setup">The coop.</param>
/// <param name="Length">How long it is played.</param>
/// <param name="Events">What happens, in the file's order.</param>
/// <param name="MayFollow">Alarms that are right as consequences but not asked for. All that is neither expected nor here must stay silent.</param>
internal sealed record Scenario(
    string Name,
    IReadOnlyDictionary<string, string> Title,
    string About,
    CoopSetup Setup,
    TimeSpan Length,
    IReadOnlyList<ScenarioEvent> Events,
    IReadOnlyList<ScenarioAlarm> MayFollow)
{
    /// <summary>The simulated coop at its beginning.</summary>
    public CoopSimulation Begin() => new(Setup, [.. Events.Select(each => each.Event)]);

    /// <summary>The same story for another farm.</summary>
    public Scenario With(ulong seed) => this with { Setup = Setup with { Seed = seed } };
}

/// <summary>One thing that happens, and what a good system says of it.</summary>
/// <param name="What">The word for it in the file.</param>
/// <param name="Event">What happens, from when until when.</param>
/// <param name="Expected">The alarms that must come.</param>
internal sealed record ScenarioEvent(string What, CoopEvent Event, IReadOnlyList<ExpectedAlarm> Expected)
{
    /// <summary>The alarms that must stand in the log as learned too late, because the readings could not come in time; they page nobody.</summary>
    public IReadOnlyList<ExpectedAlarm> Late { get; init; } = [];
}

/// <summary>An alarm that must come.</summary>
/// <param name="Alarm">Which.</param>
/// <param name="Within">How long after its event's begin at the latest.</param>
/// <param name="Danger">
/// What the birds must not have come to by then: where the house and the weather decide how fast that is, a later alarm is in time too as long as they
/// have not. Null where the time alone counts.
/// </param>
internal sealed record ExpectedAlarm(ScenarioAlarm Alarm, TimeSpan Within, BirdDanger? Danger = null);

/// <summary>How far a slow fault may go, by the truth of the simulation; null for what it is not about.</summary>
/// <param name="AmmoniaHours">
/// Hours with more than 25 ppm of ammonia where it is worst (growth lost at that is measured over weeks, University of Georgia), or one moment above
/// 35 ppm (what people may bear for a quarter of an hour, NIOSH).
/// </param>
/// <param name="IllPercent">Share of the birds that are ill, %.</param>
internal sealed record BirdDanger(double? AmmoniaHours, double? IllPercent);
