namespace Roost.Cloud.Store;

/// <summary>Whether the store keeps what it is given.</summary>
public abstract record StoreState
{
    private StoreState()
    {
    }

    /// <summary>Not opened yet, or closed.</summary>
    public sealed record Closed : StoreState;

    /// <summary>What is handed over becomes durable.</summary>
    public sealed record Ok : StoreState;

    /// <summary>Storing fails; what was handed over is kept and tried again, and nothing of it is acknowledged.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    /// <param name="Since">When it began, UTC.</param>
    public sealed record Failing(string Reason, DateTimeOffset Since) : StoreState;
}
