using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>Reads single readings a page at a time.</summary>
internal sealed class InfluxReadingsReader(InfluxConnection connection, InfluxImage image, ReadingsQuery query)
{
    private readonly PageWindow window = new(query);

    /// <summary>Whether there may be more.</summary>
    public bool HasMore => window.HasMore && window.From <= image.NewestOf(query.Farm, query.Coops);

    /// <summary>Reads the next page, which may be empty, in the order of time, coop, quantity and place.</summary>
    public async Task<IReadOnlyList<StoredReading>> ReadAsync(CancellationToken cancellationToken)
    {
        if (window.IsNew)
        {
            using var first = await connection.AskAsync(Statement(window.From, window.To, 1), cancellationToken);
            window.BeginAt(first.Rows().Select(row => row.AtMilliseconds).DefaultIfEmpty(window.To).First());
        }

        while (HasMore)
        {
            using var answer = await connection.AskAsync(Statement(window.From, window.End, window.Limit), cancellationToken);
            var page = answer.Rows().Select(Reading).ToList();
            if (window.Takes(page.Count))
            {
                page.Sort(static (left, right) => Order(left, right));
                return page;
            }
        }

        return [];
    }

    private string Statement(long from, long to, int? limit)
    {
        var coops = query.Coops.Count == 0 ? "" : $" AND {InfluxQl.Among("coop", query.Coops)}";
        var quantities = query.Quantities is not { Count: > 0 } some ? "" : $" AND {InfluxQl.Among("quantity", some.Select(quantity => QuantityFacts.Of(quantity).Name))}";
        var most = limit is { } rows ? FormattableString.Invariant($" LIMIT {rows}") : "";
        return $"SELECT {InfluxSchema.ReadingFields}, coop, quantity, place FROM reading WHERE farm = {InfluxQl.Text(query.Farm)}{coops}{quantities} AND {InfluxQl.Between(from, to)}{most}";
    }

    private static StoredReading Reading(InfluxRow row)
    {
        var (value, quality, reason) = StoredRow.Of(row);
        return new(row.Text(5)!, row.Text(6)!, row.Text(7)!, DateTimeOffset.FromUnixTimeMilliseconds(row.AtMilliseconds), value, quality, reason);
    }

    private static int Order(in StoredReading left, in StoredReading right)
    {
        var order = left.TakenAt.CompareTo(right.TakenAt);
        order = order != 0 ? order : string.CompareOrdinal(left.Coop, right.Coop);
        order = order != 0 ? order : string.CompareOrdinal(left.Quantity, right.Quantity);
        return order != 0 ? order : string.CompareOrdinal(left.Place, right.Place);
    }
}
