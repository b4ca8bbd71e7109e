using System.Text.Json;
using System.Text.RegularExpressions;
using Roost.Cloud.Store;
using Roost.Cloud.Store.Influx;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>What docs/ says of the InfluxDB, tried on a real one.</summary>
[CancelAfter(60_000)]
internal sealed partial class InfluxDocumentsTests
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task Every_query_of_the_dashboard_finds_what_a_house_sends(CancellationToken cancellationToken)
    {
        await using var open = await HouseAsync(cancellationToken);
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(PathOf("grafana-dashboard.json"), cancellationToken));
        var root = dashboard.RootElement;
        var queries = root.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Concat(root.GetProperty("templating").GetProperty("list").EnumerateArray()).Select(query => query.GetProperty("query").GetString()!).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(queries, Has.Count.GreaterThan(12));
            foreach (var query in queries)
            {
                await FindsAsync(open, Filled(query), cancellationToken);
            }
        }
    }

    [Test]
    public async Task Every_query_of_the_description_finds_what_a_house_sends(CancellationToken cancellationToken)
    {
        await using var open = await HouseAsync(cancellationToken);
        var queries = Selects().Matches(await File.ReadAllTextAsync(PathOf("telemetry-schema.md"), cancellationToken)).Select(match => match.Value.Trim()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(queries, Has.Count.EqualTo(3));
            foreach (var query in queries)
            {
                await FindsAsync(open, query.Replace("now()", Later, StringComparison.Ordinal), cancellationToken);
            }
        }
    }

    [Test]
    public async Task The_description_has_every_measurement_and_field_with_its_type(CancellationToken cancellationToken)
    {
        var description = await File.ReadAllTextAsync(PathOf("telemetry-schema.md"), cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (measurement, field, type) in InfluxSchema.Types)
            {
                Assert.That(description.Split('\n').Any(line => line.Contains($"`{field}`", StringComparison.Ordinal) && line.Contains(type, StringComparison.Ordinal)), Is.True, $"{measurement}.{field} {type}");
                Assert.That(description, Does.Contain($"`{measurement}`").Or.Contain($"## {measurement}").Or.Contain($", {measurement}\n"));
            }
        }
    }

    private static string Later => $"'{Noon.AddHours(4):yyyy-MM-ddTHH:mm:ssZ}'";

    private static string Filled(string query) => query
        .Replace("$timeFilter", $"time >= '{Noon.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}' AND time <= {Later}", StringComparison.Ordinal)
        .Replace("$__interval", "1m", StringComparison.Ordinal).Replace("$farm", "north", StringComparison.Ordinal).Replace("$coop", ".*", StringComparison.Ordinal);

    /// <summary>Three hours of every quantity, some of it doubtful and some bad, with its roll-ups.</summary>
    private static async Task<OpenStore> HouseAsync(CancellationToken cancellationToken)
    {
        var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        for (var minute = 0; minute < 180; minute++)
        {
            var at = Noon.AddMinutes(minute);
            await open.Store.AppendAsync(
                new("north", "agent", "coop-1", (ulong)minute + 1,
                [
                    .. QuantityFacts.All.Select(quantity => new Reading(quantity, "front", at, minute, Quality.Good)),
                    new(Quantity.Temperature, "rear", at, 20, Quality.Uncertain, "Stuck."),
                    new(Quantity.Ammonia, "rear", at, null, Quality.Bad, "The sensor does not answer."),
                ]),
                cancellationToken);
        }

        await open.Store.FlushAsync(cancellationToken);
        await open.MendAsync(cancellationToken, int.MaxValue);
        return open;
    }

    private static async Task FindsAsync(OpenStore open, string query, CancellationToken cancellationToken)
    {
        var server = await SharedInflux.GetAsync(cancellationToken);
        var answer = await server.AskAsync(open.Database!, query, cancellationToken);
        Assert.That(answer, Does.Contain("\"values\"").And.Not.Contain("\"error\""), query);
    }

    private static string PathOf(string document)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Roost.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "docs", document);
    }

    [GeneratedRegex("^SELECT .*$", RegexOptions.Multiline)]
    private static partial Regex Selects();
}
