using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Series;

/// <summary>The series of a coop, found without hashing: few places have the same quantity, and most readings bring the very same text for theirs.</summary>
internal sealed class SeriesTable
{
    private const string House = "house";

    private SensorSeries[][] byQuantity = [];

    /// <summary>All series, in the order in which they came.</summary>
    public List<SensorSeries> All { get; } = [];

    /// <summary>How many readings they have taken in.</summary>
    public long Readings { get; set; }

    public SensorSeries? Find(Quantity quantity, string place)
    {
        if ((uint)quantity >= (uint)byQuantity.Length)
        {
            return null;
        }

        var places = byQuantity[(int)quantity];
        foreach (var series in places)
        {
            if (ReferenceEquals(series.Place, place))
            {
                return series;
            }
        }

        foreach (var series in places)
        {
            if (series.Place == place)
            {
                return series;
            }
        }

        return null;
    }

    public void Add(SensorSeries series)
    {
        All.Add(series);
        var quantity = (int)series.Quantity;
        if (quantity >= byQuantity.Length)
        {
            byQuantity = [.. byQuantity, .. Enumerable.Repeat(Array.Empty<SensorSeries>(), quantity + 1 - byQuantity.Length)];
        }

        // By place, so that no median or tie hangs on which series came first.
        byQuantity[quantity] = [.. byQuantity[quantity].Append(series).OrderBy(each => each.Place, StringComparer.Ordinal)];
    }

    /// <summary>
    /// What a signal means by its quantity and place: a named place alone; else the rule's own place, else the house, else all places in the
    /// house, of which the median counts.
    /// </summary>
    public SensorSeries[] Resolve(Quantity quantity, string? named, string own)
    {
        var found = Find(quantity, named ?? own) ?? (named is null ? Find(quantity, House) : null);
        return found is not null ? [found] : named is not null ? [] : [.. Inside(quantity)];
    }

    /// <summary>The series of a quantity in the house itself, by place.</summary>
    public IEnumerable<SensorSeries> Inside(Quantity quantity) =>
        (int)quantity < byQuantity.Length ? byQuantity[(int)quantity].Where(series => IsInside(series.Place)) : [];

    public static bool IsInside(string place) => place is not (ValueOf.Outside or ValueOf.Neighbours);
}
