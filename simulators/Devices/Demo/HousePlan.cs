using System.Globalization;
using Roost.Simulation;

namespace Roost.Simulators.Demo;

/// <summary>Which house of the demo's farm it is, and when its flocks come and go. Equal plans are the same house.</summary>
/// <param name="FarmSeed">Seed of the farm; its houses share the weather.</param>
/// <param name="Number">Number of the house on the farm, from 1.</param>
/// <param name="FirstPlacement">Farm-local day on which the first flock came.</param>
/// <param name="TimeZone">The farm's time zone.</param>
internal sealed record HousePlan(ulong FarmSeed, int Number, DateOnly FirstPlacement, TimeZoneInfo TimeZone)
{
    /// <summary>Days that a flock stays.</summary>
    public const int FlockDays = 42;

    /// <summary>Days from a flock's placement to the next one's: the house stands empty for a week.</summary>
    public const int RoundDays = FlockDays + 7;

    // A day is what the air and the litter need to forget how they began.
    private const int DaysToSettle = 1;

    public string Coop => string.Create(CultureInfo.InvariantCulture, $"coop-{Number}");

    public string Agent => string.Create(CultureInfo.InvariantCulture, $"agent-{Number}");

    /// <summary>
    /// The house some time before a moment, in the round of that moment. It settles from the farm's midnight of the day before, or from
    /// the placement; whoever needs the moment itself plays on to it.
    /// </summary>
    public CoopSimulation Before(DateTimeOffset when)
    {
        var placed = PlacementBefore(when);
        var age = DayOf(when).DayNumber - placed.DayNumber;
        var seed = SmoothNoise.SeedOf(FarmSeed, Number);
        var setup = CoopSetup.BroilerHouse(seed, placed, ageAtStartDays: Math.Max(0, age - DaysToSettle));
        return new(
            setup with { TimeZone = TimeZone, WeatherSeed = FarmSeed, Flock = setup.Flock with { LeaveOnDay = FlockDays } }, []);
    }

    /// <summary>When the round of a moment is over: the farm's midnight on which the next flock comes.</summary>
    public DateTimeOffset EndOfRound(DateTimeOffset when) => MidnightOf(PlacementBefore(when).AddDays(RoundDays));

    private DateOnly PlacementBefore(DateTimeOffset when)
    {
        var days = DayOf(when).DayNumber - FirstPlacement.DayNumber;
        return FirstPlacement.AddDays((int)Math.Floor((double)days / RoundDays) * RoundDays);
    }

    private DateOnly DayOf(DateTimeOffset when) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(when, TimeZone).DateTime);

    private DateTimeOffset MidnightOf(DateOnly day) => FarmCalendar.Midnight(day, TimeZone).ToUniversalTime();
}
