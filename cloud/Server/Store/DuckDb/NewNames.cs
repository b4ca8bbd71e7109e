using DuckDB.NET.Data;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The names that a transaction has given ids to, which go into the file with it.</summary>
internal sealed class NewNames
{
    private readonly List<SeriesEntry> series = [];
    private readonly List<LedgerAgent> agents = [];
    private readonly List<KeyValuePair<string, int>> reasons = [];

    public void Clear()
    {
        series.Clear();
        agents.Clear();
        reasons.Clear();
    }

    /// <summary>The series of a name that the coop doesn't have yet.</summary>
    public SeriesEntry AddSeries(StoreImage image, CoopSeries coop, Quantity quantity, string place)
    {
        var added = image.Series.Add(image.NextSeries++, coop, quantity, place);
        series.Add(added);
        return added;
    }

    /// <summary>The agent of a name, new or not.</summary>
    public LedgerAgent AgentOf(StoreImage image, string farm, string agent)
    {
        if (!image.Agents.TryGetValue((farm, agent), out var known))
        {
            known = image.AddAgent(farm, agent);
            agents.Add(known);
        }

        return known;
    }

    /// <summary>The id of a reason, new or not; null for none.</summary>
    public int? ReasonOf(StoreImage image, string? sentence)
    {
        if (string.IsNullOrEmpty(sentence))
        {
            return null;
        }

        if (!image.Reasons.TryGetValue(sentence, out var id))
        {
            id = image.AddReason(sentence);
            reasons.Add(new(sentence, id));
        }

        return id;
    }

    public void Write(DuckDBConnection connection)
    {
        Append(connection, "series", series, (row, series) => row
            .AppendValue(series.Id).AppendValue(series.Coop.Farm).AppendValue(series.Coop.Coop)
            .AppendValue(QuantityFacts.Of(series.Quantity).Name).AppendValue(series.Place).EndRow());
        Append(connection, "agent", agents, (row, agent) => row
            .AppendValue(agent.Id).AppendValue(agent.Farm).AppendValue(agent.Agent).EndRow());
        Append(connection, "reason", reasons, (row, reason) => row.AppendValue(reason.Value).AppendValue(reason.Key).EndRow());
    }

    private static void Append<T>(DuckDBConnection connection, string table, List<T> items, Action<IDuckDBAppenderRow, T> append)
    {
        if (items.Count > 0)
        {
            using var appender = connection.CreateAppender(table);
            foreach (var item in items)
            {
                append(appender.CreateRow(), item);
            }
        }
    }
}
