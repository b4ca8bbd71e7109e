using System.Globalization;
using DuckDB.NET.Data;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Reads single readings a page at a time.</summary>
internal sealed class ReadingsReader(ReadingsQuery query)
{
    private readonly PageWindow window = new(query);
    private readonly Dictionary<int, (string Coop, string Quantity, string Place)> names = [];

    /// <summary>Whether there may be more.</summary>
    public bool HasMore => window.HasMore;

    /// <summary>Reads the next page, which may be empty, in the order of time, coop, quantity and place.</summary>
    public IReadOnlyList<StoredReading> Read(DuckDBConnection connection)
    {
        if (window.IsNew)
        {
            window.BeginAt(FirstAt(connection));
        }

        while (HasMore)
        {
            var page = Page(connection);
            if (window.Takes(page.Count))
            {
                return page;
            }
        }

        return [];
    }

    private long FirstAt(DuckDBConnection connection)
    {
        using var command = Command(connection, $"SELECT min(r.taken_at) {Source(window.To)}");
        return command.ExecuteScalar() is long first ? first : window.To;
    }

    private List<StoredReading> Page(DuckDBConnection connection)
    {
        var limit = window.Limit is { } most ? $"LIMIT {most.ToString(CultureInfo.InvariantCulture)}" : "";
        using var command = Command(
            connection,
            $"""
            SELECT r.series, r.taken_at, r.value, r.quality, reason.sentence {Source(window.End)}
            ORDER BY r.taken_at, s.rank {limit}
            """);
        using var reader = (DuckDBDataReader)command.ExecuteReader();
        var page = new List<StoredReading>();
        while (reader.Read())
        {
            var (coop, quantity, place) = NamesOf(reader.GetInt32(0), connection);
            page.Add(new(
                coop,
                quantity,
                place,
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                reader.IsDBNull(2) ? null : reader.GetDouble(2),
                (Quality)reader.GetByte(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        }

        return page;
    }

    // Three texts in every row cost more than all the rest of it.
    private (string Coop, string Quantity, string Place) NamesOf(int series, DuckDBConnection connection)
    {
        if (!names.TryGetValue(series, out var found))
        {
            using var command = Command(connection, $"SELECT s.id, s.coop, s.quantity, s.place FROM series s WHERE {Wanted}");
            using var reader = (DuckDBDataReader)command.ExecuteReader();
            while (reader.Read())
            {
                names[reader.GetInt32(0)] = (reader.GetString(1), reader.GetString(2), reader.GetString(3));
            }

            found = names[series];
        }

        return found;
    }

    // Times as constants let DuckDB skip what lies outside of the period; names are never part of the text.
    private string Source(long end) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            FROM reading r
            JOIN (SELECT s.id, row_number() OVER (ORDER BY s.coop, s.quantity, s.place) AS rank FROM series s WHERE {Wanted}) s ON s.id = r.series
            LEFT JOIN reason ON reason.id = r.reason
            WHERE r.taken_at >= {window.From} AND r.taken_at < {end}
            """);

    private string Wanted => string.Join(
        " AND ",
        (string[])[
            "s.farm = $farm",
            .. query.Coops.Count == 0 ? [] : (string[])[$"s.coop IN ({Named("coop", query.Coops.Count)})"],
            .. query.Quantities is not { } quantities ? [] : (string[])[$"s.quantity IN ({Named("quantity", quantities.Count)})"],
        ]);

    private DuckDBCommand Command(DuckDBConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts and numbers only.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.Add(new DuckDBParameter("farm", query.Farm));
        Name("coop", query.Coops);
        Name("quantity", [.. (query.Quantities ?? []).Select(quantity => QuantityFacts.Of(quantity).Name)]);
        return command;

        void Name(string what, IReadOnlyList<string> names)
        {
            for (var index = 0; index < names.Count; index++)
            {
                command.Parameters.Add(new DuckDBParameter(string.Create(CultureInfo.InvariantCulture, $"{what}{index}"), names[index]));
            }
        }
    }

    private static string Named(string what, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"${what}{index}")));
}
