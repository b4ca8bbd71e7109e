namespace Roost.Simulation;

/// <summary>Birds that a healthy broiler flock loses. The project's own hazards; the sum stays below the ceiling of 2007/43/EC to day 42.</summary>
public static class FlockLosses
{
    // Daily share lost, up to the age in days.
    private static readonly (double UntilDay, double Daily)[] Hazards = [(2, 0.0016), (4, 0.0023), (7, 0.0010), (10, 0.0006), (60, 0.00038)];

    /// <summary>Share of the placed birds that are gone by an age, never falling.</summary>
    public static double ShareBy(double ageDays)
    {
        double sum = 0, from = 0;
        foreach (var (until, daily) in Hazards)
        {
            sum += daily * Math.Clamp(ageDays - from, 0, until - from);
            from = until;
        }

        return sum;
    }
}
