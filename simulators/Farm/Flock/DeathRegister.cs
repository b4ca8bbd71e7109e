namespace Roost.Simulation.Flock;

/// <summary>Who died, of what, and who still lies there.</summary>
internal sealed class DeathRegister
{
    private readonly int[] byCause = new int[Enum.GetValues<DeathCause>().Length + 1];

    public int Today { get; private set; }

    /// <summary>Dead birds that nobody has picked up yet.</summary>
    public int Lying { get; private set; }

    public IReadOnlyDictionary<DeathCause, int> ByCause => Enum.GetValues<DeathCause>().ToDictionary(cause => cause, cause => byCause[(int)cause]);

    public void StartDay() => Today = 0;

    /// <summary>Somebody walks through the house and picks up the dead.</summary>
    public void Collect() => Lying = 0;

    public void Add(DeathCause cause, int birds)
    {
        byCause[(int)cause] += birds;
        Today += birds;
        Lying += birds;
    }
}
