namespace Roost.Simulation.Events;

/// <summary>
/// Something that happens to a house from one moment to another. The simulation acts on the kinds beside this file; others may be added by
/// whoever plays a scenario (a broken network, a blind camera) and leave the house as it is.
/// </summary>
/// <param name="From">When it begins, UTC.</param>
/// <param name="Until">When it is over, UTC; <see cref="DateTimeOffset.MaxValue"/> for never.</param>
public abstract record CoopEvent(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Whether it goes on at a moment.</summary>
    public bool IsOnAt(DateTimeOffset when) => when >= From && when < Until;
}

/// <summary>Weather warmer or colder by so much than it would be; comes and goes over <paramref name="RampHours"/>.</summary>
public sealed record WeatherOffset(DateTimeOffset From, DateTimeOffset Until, double Kelvin, double RampHours = 6) : CoopEvent(From, Until);

/// <summary>No mains. With a generator, power is back after <paramref name="GeneratorAfterSeconds"/>; null without one.</summary>
public sealed record PowerCut(DateTimeOffset From, DateTimeOffset Until, double? GeneratorAfterSeconds = null) : CoopEvent(From, Until);
