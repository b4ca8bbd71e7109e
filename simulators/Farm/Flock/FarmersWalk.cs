using Roost.Simulation.Numbers;

namespace Roost.Simulation.Flock;

/// <summary>
/// The farmer walks through the house in the morning, about 08:00, and in the afternoon, about 17:00, each up to 40 minutes earlier or later as the day
/// has it, and counts the birds that died since the last walk.
/// </summary>
internal sealed class FarmersWalk(ulong seed)
{
    private const double LatestHours = 40.0 / 60;
    private static readonly double[] UsualHours = [8, 17];

    private readonly double[] hours = new double[UsualHours.Length];
    private RandomStream random = new(SmoothNoise.SeedOf(seed, 710));
    private double since;

    /// <summary>Found dead since the farm's midnight.</summary>
    public int FoundToday { get; private set; }

    /// <summary>Found dead since the simulation began.</summary>
    public int Found { get; private set; }

    /// <summary>A new day begins, or at the start of a simulation the rest of one: walks before <paramref name="hour"/> are not made up for.</summary>
    public void StartDay(double hour)
    {
        (since, FoundToday) = (hour, 0);
        for (var walk = 0; walk < hours.Length; walk++)
            hours[walk] = UsualHours[walk] + (((2 * random.Unit()) - 1) * LatestHours);
    }

    /// <summary>Goes on to an hour of the day; <paramref name="dead"/> are all birds that died since the simulation began.</summary>
    public void Renew(double hour, int dead)
    {
        foreach (var walk in hours)
        {
            if (since < walk && hour >= walk)
            {
                FoundToday += dead - Found;
                Found = dead;
            }
        }

        since = hour;
    }
}
