namespace Roost.Cloud.Store.Influx;

/// <summary>
/// The measurements, as docs/telemetry-schema.md describes them to whoever charts them elsewhere. Every field has one type for ever, so
/// no reading can meet a field of another type: a value is a float, a reason a text, a count an integer.
/// </summary>
internal static class InfluxSchema
{
    private const int Version = 1;

    /// <summary>Tags of a series, in the order in which lines have them.</summary>
    public const string SeriesTags = "coop, farm, place, quantity";

    /// <summary>
    /// Fields of a reading. Good: "value". Uncertain: "value", and the reason in "doubt". Bad: the reason in "fault", and a value, if there
    /// is one, in "rejected". So one point has one field almost always, and sums of "value" never count what is bad.
    /// </summary>
    public const string ReadingFields = "value, doubt, fault, rejected";

    /// <summary>What a roll-up says of readings.</summary>
    public const string SumsOfReadings =
        "count(value), count(doubt), count(fault), sum(value), min(value), max(value), last(value)";

    /// <summary>What a roll-up says of roll-ups.</summary>
    public const string SumsOfSums =
        "sum(readings), sum(good), sum(usable), sum(total), min(minimum), max(maximum), last(last)";

    /// <summary>Fields of a roll-up.</summary>
    public const string SumFields = "readings, good, usable, total, minimum, maximum, last";

    /// <summary>Every field and the type it has for ever.</summary>
    public static IReadOnlyList<(string Measurement, string Field, string Type)> Types { get; } =
    [
        .. from name in (string[])["reading", "latest"]
           from field in ((string, string)[])[("value", "float"), ("doubt", "string"), ("fault", "string"), ("rejected", "float")]
           select (name, field.Item1, field.Item2),
        .. from name in (string[])["minute", "hour"]
           from field in ((string, string)[])[
               ("readings", "integer"), ("good", "integer"), ("usable", "integer"), ("total", "float"), ("minimum", "float"), ("maximum", "float"), ("last", "float")]
           select (name, field.Item1, field.Item2),
        ("ledger", "first", "string"), ("ledger", "last", "string"), ("dirty", "open", "integer"),
        ("store", "version", "integer"), ("store", "readings_before", "integer"), ("store", "minutes_before", "integer"), ("store", "hours_before", "integer"), ("store", "removing", "integer"),
    ];

    /// <summary>The level's measurement.</summary>
    public static string LevelOf(long milliseconds) =>
        milliseconds == RollUpLevel.HourMilliseconds ? "hour" : milliseconds == RollUpLevel.MinuteMilliseconds ? "minute" : "reading";

    /// <summary>Makes the database where that is possible, and looks whether what is there is a store's.</summary>
    /// <exception cref="StoreDamagedException">Something else is there, or a newer Roost's store.</exception>
    /// <exception cref="StoreUnavailableException">It can't be read.</exception>
    public static async Task EnsureAsync(InfluxConnection connection, CancellationToken cancellationToken)
    {
        using var fields = await FieldsAsync(connection, cancellationToken);
        foreach (var series in fields.Series())
        {
            foreach (var row in series.Rows)
            {
                var known = Types.FirstOrDefault(known => known.Measurement == series.Name && known.Field == row.FirstText());
                if (known.Type is not null && known.Type != row.Text(1))
                {
                    throw new StoreDamagedException(
                        $"\"{connection.Address.Name}\" of the InfluxDB at {connection.Address.Root} has a measurement \"{known.Measurement}\" whose field \"{known.Field}\" is "
                        + $"{row.Text(1)}, but Roost's is {known.Type}: give Roost a database or bucket of its own.",
                        null);
                }
            }
        }

        using var store = await connection.AskAsync("SELECT version FROM store", cancellationToken);
        var version = store.Rows().Select(row => (int)row.Count(1)).FirstOrDefault();
        if (version > Version)
        {
            throw new StoreDamagedException(
                $"\"{connection.Address.Name}\" of the InfluxDB at {connection.Address.Root} has version {version}, but this Roost knows only up to {Version}: start the newer Roost that wrote it.", null);
        }

        if (version == 0)
        {
            var lines = new LineBuffer();
            lines.AddVersion(Version);
            await connection.WriteAsync(lines.Written, cancellationToken);
        }
    }

    private static async Task<InfluxAnswer> FieldsAsync(InfluxConnection connection, CancellationToken cancellationToken)
    {
        const string Fields = "SHOW FIELD KEYS";
        try
        {
            return await connection.AskAsync(Fields, cancellationToken);
        }
        catch (StoreUnavailableException missing) when (!connection.Address.IsBucket && missing.Message.Contains("database not found", StringComparison.Ordinal))
        {
            await connection.DoAsync($"CREATE DATABASE {InfluxQl.Name(connection.Address.Name)}", cancellationToken);
            return await connection.AskAsync(Fields, cancellationToken);
        }
    }
}
