using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Farms;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Api.Series;

internal sealed class SeriesSetTests
{
    private const string Farm = "/api/farms/dutch-farm";

    // The day before summer time begins, at midnight of the farm.
    private static readonly DateTimeOffset Start = new(2026, 3, 27, 23, 0, 0, TimeSpan.Zero);
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        cloud = await TestCloud.StartAsync(limit.Token, ["--Farms:dutch-farm:TimeZone", "Europe/Amsterdam"]);
        var directory = cloud.Services.GetRequiredService<FarmDirectory>();
        var store = cloud.Services.GetRequiredService<ITelemetryStore>();
        foreach (var coop in new[] { "east", "west" })
        {
            directory.TryAdd("dutch-farm", coop);
            await store.AppendAsync(
                new("dutch-farm", "agent", coop, null,
                [
                    .. Enumerable.Range(0, 3 * 24 * 60).Select(minute => new Reading(
                        Quantity.Temperature, "front", Start.AddMinutes(minute), coop == "east" ? 20 : 30, minute % 4 == 0 ? Quality.Uncertain : Quality.Good)),
                    new(Quantity.RelativeHumidity, "middle", Start, null, Quality.Bad, "The sensor does not answer."),
                ]),
                limit.Token);
        }

        await store.FlushAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test, CancelAfter(30_000)]
    public async Task Several_quantities_and_coops_come_in_one_answer(CancellationToken cancellationToken)
    {
        var answers = await GetAsync($"{Farm}/series?series=temperature/front&series=relative-humidity/middle&from={Start:o}&to={Start.AddDays(3):o}", cancellationToken);

        Assert.That(
            answers.Select(answer => (answer.Coop, answer.Quantity, answer.Readings.Sum(), answer.Mean[0])),
            Is.EqualTo(new (string, Quantity, long, double?)[]
            {
                ("east", Quantity.Temperature, 4_320, 20), ("east", Quantity.RelativeHumidity, 1, null),
                ("west", Quantity.Temperature, 4_320, 30), ("west", Quantity.RelativeHumidity, 1, null),
            }));
    }

    [Test, CancelAfter(30_000)]
    public async Task Days_are_the_farms_own_when_its_clock_is_set_forward(CancellationToken cancellationToken)
    {
        var answer = (await GetAsync($"{Farm}/series?series=temperature/front&coop=east&step=day&from={Start:o}&to={Start.AddDays(2):o}", cancellationToken)).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Readings, Is.EqualTo(new[] { 24 * 60, 23 * 60, 24 * 60 }));
            Assert.That(answer.Times[2] - answer.Times[1], Is.EqualTo(23 * 3600));
            Assert.That(answer.Good, Has.All.EqualTo(0.75));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task Flocks_lie_over_one_another_by_their_age(CancellationToken cancellationToken)
    {
        var answers = await GetAsync($"{Farm}/series?series=temperature/front&flock=east/2026-03-28&flock=west/2026-03-27&days=4&step=day", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.From), Is.EqualTo(new[] { Start, Start.AddDays(-1) }));
            Assert.That(answers.Select(answer => (answer.Times[0] - answer.From.ToUnixTimeSeconds()) / 86_400), Is.EqualTo(new[] { 0, 1 }), "flock day of the first row");
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task CSV_has_a_line_for_each_row(CancellationToken cancellationToken)
    {
        using var answer = await AcceptingAsync("text/csv", $"{Farm}/series?series=temperature/front&step=day&from={Start:o}&to={Start.AddDays(1):o}", cancellationToken);

        Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("""
            at,coop,quantity,place,mean,minimum,maximum,last,readings,good
            2026-03-27T23:00:00.000Z,east,temperature,front,20,20,20,20,1440,0.75
            2026-03-27T23:00:00.000Z,west,temperature,front,30,30,30,30,1440,0.75

            """));
    }

    [Test, CancelAfter(30_000)]
    public async Task Arrow_has_a_record_batch_for_each_series(CancellationToken cancellationToken)
    {
        using var answer = await AcceptingAsync(
            "application/vnd.apache.arrow.stream", $"{Farm}/series?series=temperature/front&step=day&from={Start:o}&to={Start.AddDays(1):o}", cancellationToken);
        using var reader = new ArrowStreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        List<(string Coop, double? Mean, DateTimeOffset? At)> rows = [];
        while (await reader.ReadNextRecordBatchAsync(cancellationToken) is { } batch)
        {
            rows.Add((((StringArray)batch.Column("coop")).GetString(0), ((DoubleArray)batch.Column("mean")).GetValue(0), ((TimestampArray)batch.Column("at")).GetTimestamp(0)));
            batch.Dispose();
        }

        Assert.That(rows, Is.EqualTo(new (string, double?, DateTimeOffset?)[] { ("east", 20, Start), ("west", 30, Start) }));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_flock_is_exported_as_Parquet(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.parquet");
        await File.WriteAllBytesAsync(path, await cloud.Http.GetByteArrayAsync($"{Farm}/export?coop=west&from={Start:o}&to={Start.AddDays(2):o}", cancellationToken), cancellationToken);
        List<(string, string, long, double?)> found = [];
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            await connection.OpenAsync(cancellationToken);
            connection.Each(
                $"SELECT coop, quantity, count(*), avg(value) FROM '{path}' GROUP BY ALL ORDER BY quantity",
                row => found.Add((row.GetString(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetDouble(3))));
        }

        File.Delete(path);
        Assert.That(found, Is.EqualTo(new (string, string, long, double?)[] { ("west", "relative-humidity", 1, null), ("west", "temperature", 2 * 24 * 60, 30) }));
    }

    [TestCase("/series", 400, "\"series\" is missing")]
    [TestCase("/series?series=warmth/front", 400, "\"series\" must be a quantity and a place")]
    [TestCase("/series?series=temperature/front&step=year", 400, "\"step\" must be one of auto, hour, day, week, month.")]
    [TestCase("/series?series=temperature/front&flock=east", 400, "\"flock\" must be a coop and the day of placement")]
    [TestCase("/series?series=temperature/front&flock=east/2026-02-30", 400, "\"flock\" must be a coop and the day of placement")]
    [TestCase("/series?series=temperature/front&flock=east/2026-02-03&days=0", 400, "\"days\" must be a whole number from 1 to 2000.")]
    [TestCase("/series?series=temperature/front&flock=east/2026-02-03&coop=east", 400, "leave out \"coop\", \"from\" and \"to\"")]
    [TestCase("/series?series=temperature/front&step=hour&from=2020-01-01T00:00:00Z", 400, "The period has more than 5000 steps")]
    [TestCase("/series?series=temperature/front&coop=none", 404, "The farm \"dutch-farm\" has no coop \"none\".")]
    [TestCase("/series?series=temperature/front&flock=none/2026-02-03", 404, "The farm \"dutch-farm\" has no coop \"none\".")]
    [TestCase("/coops/east/series?quantity=temperature&place=front&step=year", 400, "\"step\" must be one of")]
    [TestCase("/export?from=yesterday", 400, "\"from\" must be an ISO 8601 time")]
    [TestCase("/export?coop=none", 404, "The farm \"dutch-farm\" has no coop \"none\".")]
    [CancelAfter(30_000)]
    public async Task Rejects_what_can_not_be_answered(string path, int status, string sentence, CancellationToken cancellationToken)
    {
        using var answer = await cloud.Http.GetAsync(Farm + path, cancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(sentence));
    }

    private async Task<SeriesAnswer[]> GetAsync(string path, CancellationToken cancellationToken) =>
        (await cloud.Http.GetFromJsonAsync<SeriesAnswer[]>(path, TestCloud.Json, cancellationToken))!;

    private async Task<HttpResponseMessage> AcceptingAsync(string type, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));
        var answer = await cloud.Http.SendAsync(request, cancellationToken);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        return answer;
    }
}
