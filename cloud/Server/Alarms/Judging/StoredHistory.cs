using System.Runtime.CompilerServices;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>What the store has of a coop, as the alarm engine wants it.</summary>
internal static class StoredHistory
{
    /// <summary>
    /// A coop's readings of some quantities (null: of all) in a period, in the order of time, quantity and place; of several of one series and time the one that counts first.
    /// Quantities that this Roost does not know are left out.
    /// </summary>
    public static async IAsyncEnumerable<Reading> ReadAsync(
        ITelemetryStore store, string farm, string coop, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Quantity>? quantities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Reading> sameTime = [];
        await foreach (var page in store.ReadingsAsync(new(farm, [coop], from, to, quantities), cancellationToken))
        {
            foreach (var stored in page)
            {
                if (!QuantityFacts.TryParse(stored.Quantity, out var quantity))
                {
                    continue;
                }

                if (sameTime.Count > 0 && sameTime[0].TakenAt != stored.TakenAt)
                {
                    sameTime.Sort(Compare);
                    foreach (var reading in sameTime)
                    {
                        yield return reading;
                    }

                    sameTime.Clear();
                }

                sameTime.Add(new(quantity, stored.Place, stored.TakenAt, stored.Value, stored.Quality));
            }
        }

        sameTime.Sort(Compare);
        foreach (var reading in sameTime)
        {
            yield return reading;
        }
    }

    private static int Compare(Reading one, Reading other) =>
        one.Quantity != other.Quantity ? one.Quantity.CompareTo(other.Quantity)
        : string.CompareOrdinal(one.Place, other.Place) is var byPlace and not 0 ? byPlace
        : one.Quality != other.Quality ? one.Quality.CompareTo(other.Quality)
        : (other.Value ?? double.NaN).CompareTo(one.Value ?? double.NaN);
}
