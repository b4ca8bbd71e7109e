namespace Roost.Simulation;

/// <summary>What makes one simulated house what it is; two equal plans are the same house at every moment.</summary>
/// <param name="FarmSeed">Seed of the farm; its houses share the weather.</param>
/// <param name="Number">Number of the house on the farm, from 1.</param>
/// <param name="FirstPlacement">Farm-local day on which the first flock came. Flocks stay 42 days, then the house is empty for 7.</param>
/// <param name="TimeZone">The farm's time zone.</param>
public sealed record CoopPlan(ulong FarmSeed, int Number, DateOnly FirstPlacement, TimeZoneInfo TimeZone)
{
    /// <summary>Days that a flock stays.</summary>
    public const int FlockDays = 42;

    /// <summary>Days between two flocks.</summary>
    public const int EmptyDays = 7;

    /// <summary>Seed of this house alone.</summary>
    public ulong Seed => SmoothNoise.SeedOf(FarmSeed, Number);

    /// <summary>The farm's day that a moment falls into.</summary>
    public FarmDay DayAt(DateTimeOffset when)
    {
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(when, TimeZone).DateTime);
        var start = FarmCalendar.Midnight(date, TimeZone);
        var length = FarmCalendar.Midnight(date.AddDays(1), TimeZone) - start;
        return new(date, FlockDayOf(date), 24 * ((when - start) / length));
    }

    private int? FlockDayOf(DateOnly date)
    {
        var day = date.DayNumber - FirstPlacement.DayNumber;
        var inRound = ((day % (FlockDays + EmptyDays)) + FlockDays + EmptyDays) % (FlockDays + EmptyDays);
        return inRound < FlockDays ? inRound : null;
    }
}

/// <summary>A moment as the farm's calendar sees it.</summary>
/// <param name="Date">The farm-local day.</param>
/// <param name="FlockDay">Age of the flock in days; null while the house is empty.</param>
/// <param name="Hour">Hours since the day began, from 0 to under 24; a day of 23 or 25 h is stretched to 24.</param>
public readonly record struct FarmDay(DateOnly Date, int? FlockDay, double Hour);
