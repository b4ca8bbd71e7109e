using System.Text.Json;

namespace Roost.Cloud.Store.Influx;

/// <summary>
/// What an InfluxDB answered to statements, in pieces: whole, a long answer might be cut off at the server's limit of rows. Dispose it after its
/// rows were read.
/// </summary>
internal sealed class InfluxAnswer : IDisposable
{
    private readonly List<JsonDocument> pieces = [];

    private InfluxAnswer()
    {
    }

    /// <exception cref="StoreUnavailableException">It answered with an error.</exception>
    public static async Task<InfluxAnswer> ReadAsync(Stream stream, InfluxAddress address, CancellationToken cancellationToken)
    {
        var answer = new InfluxAnswer();
        try
        {
            // A piece is a line: JSON has no line breaks inside of texts.
            using var lines = new StreamReader(stream);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length > 0)
                {
                    answer.pieces.Add(JsonDocument.Parse(line));
                }
            }

            if (answer.Problem() is { } problem)
            {
                throw new StoreUnavailableException($"InfluxDB at {address.Root} could not answer: {problem}");
            }

            var whole = answer;
            answer = null;
            return whole;
        }
        catch (JsonException exception)
        {
            throw new StoreUnavailableException($"{address.Root} answered what no InfluxDB answers: set Store:Url to the InfluxDB's address.", exception) { IsOfSettings = true };
        }
        finally
        {
            answer?.Dispose();
        }
    }

    /// <summary>The series that a statement answered; a long one may come in several pieces.</summary>
    public IEnumerable<InfluxSeries> Series(int statement = 0) =>
        from piece in pieces
        from result in piece.RootElement.GetProperty("results").EnumerateArray()
        where result.GetProperty("statement_id").GetInt32() == statement && result.TryGetProperty("series", out _)
        from series in result.GetProperty("series").EnumerateArray()
        select new InfluxSeries(series);

    /// <summary>All rows of a statement without groups by tags.</summary>
    public IEnumerable<InfluxRow> Rows(int statement = 0) => Series(statement).SelectMany(series => series.Rows);

    public void Dispose()
    {
        foreach (var piece in pieces)
        {
            piece.Dispose();
        }
    }

    private string? Problem()
    {
        foreach (var root in pieces.Select(piece => piece.RootElement))
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("results", out var results))
            {
                return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var whole) ? whole.ToString() : "there are no results.";
            }

            foreach (var result in results.EnumerateArray())
            {
                if (result.TryGetProperty("error", out var error))
                {
                    return error.ToString();
                }
            }
        }

        return pieces.Count == 0 ? "there are no results." : null;
    }
}

/// <summary>One series of an answer: a group's tags, and its rows.</summary>
internal readonly struct InfluxSeries(JsonElement element)
{
    /// <summary>The measurement.</summary>
    public string Name => element.GetProperty("name").GetString() ?? "";

    /// <summary>A tag of the group; empty when the points have none.</summary>
    public string Tag(string name) => element.GetProperty("tags").GetProperty(name).GetString() ?? "";

    public IEnumerable<InfluxRow> Rows => element.GetProperty("values").EnumerateArray().Select(row => new InfluxRow(row));
}

/// <summary>One row of an answer: its time, and its columns, counted from 1.</summary>
internal readonly struct InfluxRow(JsonElement row)
{
    /// <summary>Unix milliseconds.</summary>
    public long AtMilliseconds => row[0].GetInt64();

    public double? Number(int column) => row[column].ValueKind == JsonValueKind.Number ? row[column].GetDouble() : null;

    /// <summary>A count; 0 where there is none.</summary>
    public long Count(int column) => row[column].ValueKind != JsonValueKind.Number ? 0 : row[column].TryGetInt64(out var count) ? count : (long)row[column].GetDouble();

    /// <summary>The first column, of a statement whose rows have no time.</summary>
    public string? FirstText() => Text(0);

    public string? Text(int column) => row[column].ValueKind == JsonValueKind.String ? row[column].GetString() : null;
}
