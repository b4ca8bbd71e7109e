using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Cloud.Api;
using Roost.Cloud.Broker;
using Roost.Cloud.Ingest;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Harness;

/// <summary>The whole service in this process: real broker, real store in a folder of its own, real web server, all on free ports.</summary>
internal sealed class TestCloud : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryFolder? folder;

    private TestCloud(WebApplication app, TemporaryFolder? folder)
    {
        this.app = app;
        this.folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public static JsonSerializerOptions Json { get; } = JsonOptions();

    public HttpClient Http { get; }

    public int BrokerPort => app.Services.GetRequiredService<EmbeddedBroker>().EndPoint!.Port;

    public Rejections Rejections => app.Services.GetRequiredService<Rejections>();

    public IServiceProvider Services => app.Services;

    public static async Task<TestCloud> StartAsync(
        CancellationToken cancellationToken, string[]? more = null, string? storeDirectory = null, Action<WebApplicationBuilder>? configure = null)
    {
        var folder = storeDirectory is null ? new TemporaryFolder() : null;
        var app = CloudService.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Broker:Port", "0", "--Store:Directory", storeDirectory ?? folder!.Path,
                "--Farms:demo-farm:TimeZone", "Asia/Shanghai", .. more ?? [],
            ],
            builder =>
            {
                builder.Logging.ClearProviders();
                configure?.Invoke(builder);
            });
        await app.StartAsync(cancellationToken);
        var cloud = new TestCloud(app, folder);
        await Until.IsTrueAsync(async () => (await cloud.Http.GetAsync("/health/ready", cancellationToken)).IsSuccessStatusCode, cancellationToken);
        return cloud;
    }

    public Task<TestAgent> ConnectAsync(string farm, string name, CancellationToken cancellationToken) =>
        TestAgent.ConnectAsync(BrokerPort, farm, name, cancellationToken);

    /// <summary>The coop without what the service itself says of its agent, which comes when it comes.</summary>
    public async Task<CoopSnapshot?> CoopAsync(string farm, string coop, CancellationToken cancellationToken) =>
        await WholeCoopAsync(farm, coop, cancellationToken) is { } whole
            ? whole with { Latest = [.. whole.Latest.Where(latest => !IsOfAgent(latest))] }
            : null;

    public async Task<CoopSnapshot?> WholeCoopAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync($"/api/farms/{farm}/coops/{coop}", cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<CoopSnapshot>(Json, cancellationToken) : null;
    }

    /// <summary>Whether the service said it of the agent.</summary>
    public static bool IsOfAgent(SeriesLatest latest) => latest.Reading.Quantity is Quantity.AgentLink or Quantity.ClockOffset;

    /// <summary>Waits until the coop's snapshot is as wanted.</summary>
    public async Task<CoopSnapshot> CoopAsync(string farm, string coop, Func<CoopSnapshot, bool> wanted, CancellationToken cancellationToken)
    {
        CoopSnapshot? snapshot = null;
        await Until.IsTrueAsync(
            async () =>
            {
                snapshot = await CoopAsync(farm, coop, cancellationToken);
                return snapshot is not null && wanted(snapshot);
            },
            cancellationToken);
        return snapshot!;
    }

    /// <summary>Readings of a series that the store holds, by way of the API.</summary>
    public async Task<Cloud.Store.SeriesAnswer> SeriesAsync(string farm, string coop, string quantity, string place, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await Http.GetFromJsonAsync<Cloud.Store.SeriesAnswer>(
            $"/api/farms/{farm}/coops/{coop}/series?quantity={quantity}&place={place}&from={from:yyyy-MM-ddTHH:mm:ss.fffZ}&to={to:yyyy-MM-ddTHH:mm:ss.fffZ}&points=5000",
            Json,
            cancellationToken))!;

    public async Task<TestScreen> OpenScreenAsync(CancellationToken cancellationToken)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(Http.BaseAddress!, "/live"))
            .AddJsonProtocol(options => ApiJson.Configure(options.PayloadSerializerOptions)).Build();
        var screen = new TestScreen(connection);
        await connection.StartAsync(cancellationToken);
        return screen;
    }

    public Task StopAsync(CancellationToken cancellationToken) => app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder?.Dispose();
    }

    private static JsonSerializerOptions JsonOptions()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("roost-cloud-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
