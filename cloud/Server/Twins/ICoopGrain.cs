using Orleans.Concurrency;
using Roost.Cloud.Alarms.Neighbours;
using Roost.Domain.Readings;

namespace Roost.Cloud.Twins;

/// <summary>
/// One coop as it is now. All of it is in memory: after a restart the newest readings come from the store, the agent's state from its births.
/// </summary>
internal interface ICoopGrain : IGrainWithStringKey
{
    /// <summary>Takes new readings in; for each series the one measured last wins, whenever it came.</summary>
    ValueTask TakeAsync(CoopReadings readings);

    /// <summary>The agent reports this coop from now on, with these series.</summary>
    ValueTask BearAsync(CoopBirth birth);

    /// <summary>The agent is gone, or no longer reports this coop. Ignored when another agent has taken over meanwhile.</summary>
    ValueTask LoseAsync(string agent, DateTimeOffset at);

    /// <summary>A camera has a new picture.</summary>
    ValueTask ShowAsync(PreviewStamp preview);

    /// <summary>The rules or what is known of the flock have changed: readings are judged by them from now on.</summary>
    ValueTask ReloadAsync();

    /// <summary>
    /// The coop as the farm's other coops are held against it; null while nothing can be. Changes nothing, and so need not wait for readings that
    /// are being judged.
    /// </summary>
    [AlwaysInterleave]
    ValueTask<Neighbour?> AsNeighbourAsync();

    /// <summary>Everything that is known now.</summary>
    ValueTask<CoopSnapshot> SnapshotAsync();
}

/// <summary>Readings of one coop. The array is handed over: nobody writes to it any more.</summary>
/// <param name="Readings">The readings, in any order.</param>
[Immutable, GenerateSerializer]
internal sealed record CoopReadings(Reading[] Readings);

/// <summary>What an agent's birth says of a coop.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="At">When the birth came in, UTC.</param>
/// <param name="Series">The series that the agent reports.</param>
[Immutable, GenerateSerializer]
internal sealed record CoopBirth(string Agent, DateTimeOffset At, SeriesBirth[] Series);

/// <summary>A series that an agent reports.</summary>
/// <param name="Quantity">What is measured.</param>
/// <param name="Place">Where.</param>
/// <param name="PeriodSeconds">The longest time between two readings; null when the agent promises none.</param>
/// <param name="Last">The last reading; null when there is none yet.</param>
[Immutable, GenerateSerializer]
internal sealed record SeriesBirth(Quantity Quantity, string Place, double? PeriodSeconds, Reading? Last);

/// <summary>The key of a coop's twin. Names can't hold a slash, so no two coops share one.</summary>
internal static class CoopKey
{
    public static string Of(string farm, string coop) => $"{farm}/{coop}";

    public static (string Farm, string Coop) Parts(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (key[..slash], key[(slash + 1)..]);
    }
}

/// <summary>How a reading crosses between silos; within one it is handed over as it is. Domain stays free of Orleans.</summary>
[Immutable, GenerateSerializer]
internal readonly record struct ReadingSurrogate(
    int Quantity, string Place, DateTimeOffset TakenAt, double? Value, int Quality, string? Reason);

/// <summary>Between <see cref="Reading"/> and its surrogate.</summary>
[RegisterConverter]
internal sealed class ReadingConverter : IConverter<Reading, ReadingSurrogate>
{
    public Reading ConvertFromSurrogate(in ReadingSurrogate surrogate) =>
        new((Quantity)surrogate.Quantity, surrogate.Place, surrogate.TakenAt, surrogate.Value, (Quality)surrogate.Quality, surrogate.Reason);

    public ReadingSurrogate ConvertToSurrogate(in Reading value) =>
        new((int)value.Quantity, value.Place, value.TakenAt, value.Value, (int)value.Quality, value.Reason);
}
