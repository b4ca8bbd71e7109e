namespace Roost.Simulation.Flock;

/// <summary>The farmer walks through the house at 08:00 and 17:00 and counts the birds that died since the last walk.</summary>
internal sealed class FarmersWalk
{
    private static readonly double[] Hours = [8, 17];

    private double since;

    /// <summary>Found dead since the farm's midnight.</summary>
    public int FoundToday { get; private set; }

    /// <summary>Found dead since the simulation began.</summary>
    public int Found { get; private set; }

    /// <summary>A new day begins, or at the start of a simulation the rest of one: walks before <paramref name="hour"/> are not made up for.</summary>
    public void StartDay(double hour) => (since, FoundToday) = (hour, 0);

    /// <summary>Goes on to an hour of the day; <paramref name="dead"/> are all birds that died since the simulation began.</summary>
    public void Renew(double hour, int dead)
    {
        foreach (var walk in Hours)
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
