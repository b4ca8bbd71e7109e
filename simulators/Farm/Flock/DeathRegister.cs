namespace Roost.Simulation.Flock;

/// <summary>Who died, of what.</summary>
internal sealed class DeathRegister
{
    private readonly int[] byCause = new int[Enum.GetValues<DeathCause>().Length + 1];

    public int Today { get; private set; }

    /// <summary>Since the simulation began.</summary>
    public int Total { get; private set; }

    public IReadOnlyDictionary<DeathCause, int> ByCause => Enum.GetValues<DeathCause>().ToDictionary(cause => cause, cause => byCause[(int)cause]);

    public void StartDay() => Today = 0;

    public void Add(DeathCause cause, int birds)
    {
        byCause[(int)cause] += birds;
        Today += birds;
        Total += birds;
    }
}
