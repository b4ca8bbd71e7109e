namespace Roost.Simulators.Fleet;

/// <summary>What fleet to run, and against whom.</summary>
/// <param name="Host">Name or address of the MQTT broker.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Farm">What the farms' names begin with.</param>
/// <param name="Coops">How many coops in all.</param>
/// <param name="Agents">How many agents, each with a connection of its own, share the coops evenly; at most as many as coops.</param>
/// <param name="Every">Time between two batches of a coop, by the fleet's clock.</param>
/// <param name="Readings">Readings in a batch, each of a series of its own.</param>
/// <param name="For">How long coops measure, real time; null until interrupted.</param>
/// <param name="Speed">Seconds of the fleet's clock in a real second; null for as fast as the receiver acknowledges.</param>
/// <param name="Seed">Another seed, other values.</param>
/// <param name="Json">Whether the report is for machines: one JSON object a line.</param>
internal sealed record FleetOptions(
    string Host,
    int Port,
    string Farm,
    int Coops,
    int Agents,
    TimeSpan Every,
    int Readings,
    TimeSpan? For,
    double? Speed,
    ulong Seed,
    bool Json)
{
    /// <summary>As many as the cloud knows.</summary>
    public const int MostCoops = 20_000;

    /// <summary>Most readings in a batch.</summary>
    public const int MostReadings = 1_000;

    /// <summary>Whether the options go together.</summary>
    /// <exception cref="FleetException">They don't.</exception>
    public void Check()
    {
        if (Agents > Coops)
        {
            throw new FleetException($"--agents is {Agents}, but there are only {Coops} coops to share; give at most as many agents.");
        }

        if (Speed > 1 && For is null)
        {
            throw new FleetException("--speed above 1 needs --for: the fleet's clock then begins so early that it stays behind real time to the end.");
        }
    }
}

/// <summary>The fleet can't run, for a reason that its user can put right; the message is one sentence that says so.</summary>
internal sealed class FleetException(string message, Exception? inner = null) : Exception(message, inner);
