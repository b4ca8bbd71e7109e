using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Api;

internal sealed class ReadingsEndpointTests
{
    private const string Path = "/api/farms/demo-farm/readings";
    private static readonly DateTimeOffset Dawn = new(2026, 3, 1, 6, 0, 0, 125, TimeSpan.Zero);
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        cloud = await TestCloud.StartAsync(limit.Token);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", limit.Token);
        await agent.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Online, limit.Token);
        var store = cloud.Services.GetService(typeof(ITelemetryStore)) as ITelemetryStore;
        await store!.AppendAsync(
            new("demo-farm", "agent-1", "coop-1", null,
            [
                new(Quantity.Temperature, "front", Dawn, 0.1 + 0.2, Quality.Good),
                new(Quantity.Temperature, "front", Dawn.AddSeconds(1), null, Quality.Bad, "Cut,\n\"off\"."),
            ]),
            limit.Token);
        await store.FlushAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test, CancelAfter(30_000)]
    public async Task Readings_come_as_CSV_that_reads_back_exactly(CancellationToken cancellationToken)
    {
        using var answer = await cloud.Http.GetAsync($"{Path}?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&coop=coop-1", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
            Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("""
                taken_at,coop,quantity,place,value,quality,reason
                2026-03-01T06:00:00.125Z,coop-1,temperature,front,0.30000000000000004,good,
                2026-03-01T06:00:01.125Z,coop-1,temperature,front,,bad,"Cut,
                ""off""."

                """));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task A_period_without_readings_is_a_header(CancellationToken cancellationToken) =>
        Assert.That(await cloud.Http.GetStringAsync($"{Path}?from=2025-03-01T00:00:00Z&to=2025-03-02T00:00:00Z", cancellationToken), Is.EqualTo("taken_at,coop,quantity,place,value,quality,reason\n"));

    [TestCase("/api/farms/-x/readings", 400, "The farm's name is not valid")]
    [TestCase(Path + "?coop=coop-1&coop=a/b", 400, "The coop's name is not valid")]
    [TestCase(Path + "?from=yesterday", 400, "\"from\" must be an ISO 8601 time with its offset")]
    [TestCase(Path + "?to=2026-03-01T00:00:00", 400, "\"to\" must be an ISO 8601 time with its offset")]
    [TestCase(Path + "?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z", 400, "\"from\" must lie before \"to\".")]
    [TestCase("/api/farms/none/readings", 404, "There is no farm \"none\".")]
    [TestCase(Path + "?coop=none", 404, "The farm \"demo-farm\" has no coop \"none\".")]
    [CancelAfter(30_000)]
    public async Task Rejects_what_can_not_be_answered(string path, int status, string sentence, CancellationToken cancellationToken)
    {
        using var answer = await cloud.Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("detail").GetString(), Does.Contain(sentence));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task An_answer_that_breaks_off_is_seen_as_broken_off(CancellationToken cancellationToken)
    {
        await using var failing = await TestCloud.StartAsync(cancellationToken, configure: builder =>
            builder.Services.AddSingleton<ITelemetryStore>(new BreakingStore()));

        using var answer = await failing.Http.GetAsync(new Uri(Path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(async () => await answer.Content.ReadAsStringAsync(cancellationToken), Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<IOException>());
    }

    /// <summary>Gives a page, and then fails.</summary>
    private sealed class BreakingStore : ITelemetryStore
    {
        private readonly HeldStore held = new();

        public StoreState State => held.State;

        public ValueTask AppendAsync(ReadingBatch batch, CancellationToken cancellationToken) => held.AppendAsync(batch, cancellationToken);

        public ValueTask ForgetBelowAsync(string farm, string agent, ulong oldest, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public IDisposable WatchCommits(Action<CommitProgress> observer) => held.WatchCommits(observer);

        public ValueTask<IReadOnlyList<Reading>> LatestAsync(string farm, string coop, CancellationToken cancellationToken) => new([]);

        public Task<SeriesAnswer> SeriesAsync(SeriesQuery query, CancellationToken cancellationToken) => held.SeriesAsync(query, cancellationToken);

        public Task<Stream> ExportAsync(ReadingsQuery query, CancellationToken cancellationToken) =>
            throw new StoreUnavailableException("This store keeps nothing.");

        public Task BackupAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task TrimAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask<IReadOnlyList<StoredCoop>> CoopsAsync(CancellationToken cancellationToken) => new([]);

        public async IAsyncEnumerable<IReadOnlyList<StoredReading>> ReadingsAsync(
            ReadingsQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return [.. Enumerable.Repeat(new StoredReading("coop-1", "temperature", "front", Dawn, 1, Quality.Good, null), 5_000)];
            throw new StoreUnavailableException("The store can't be read any more.");
        }
    }
}
