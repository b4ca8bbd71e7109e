using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>A real cloud process on free ports with a store of its own; it can be killed and started again on the same ports.</summary>
internal sealed class CloudUnderTest : IAsyncDisposable
{
    private readonly string folder;
    private readonly HttpClient http;

    private readonly string[] settings;

    private CloudUnderTest(string folder, string[] settings)
    {
        this.folder = folder;
        this.settings = settings;
        http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        Process = Launch();
    }

    public int HttpPort { get; } = FreePort.Next();

    public int MqttPort { get; } = FreePort.Next();

    public Uri Address => new($"http://127.0.0.1:{HttpPort}");

    public RealProcess Process { get; private set; }

    public static async Task<CloudUnderTest> StartAsync(string folder, CancellationToken cancellationToken, params string[] settings)
    {
        var cloud = new CloudUnderTest(folder, settings);
        await cloud.ReadyAsync(cancellationToken);
        return cloud;
    }

    public async Task ReadyAsync(CancellationToken cancellationToken) => await Eventually.TrueAsync(
        "the cloud is ready",
        async () => !Process.HasExited
            ? (await http.GetAsync("/health/ready", cancellationToken)).IsSuccessStatusCode
            : throw new InvalidOperationException($"The cloud ended with {Process.ExitCode}:\n{Process.Output}"),
        cancellationToken);

    public async Task KillAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        Process = Launch();
    }

    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(path, cancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken) : null;
    }

    /// <summary>The raw values of a series since a time, gaps left out.</summary>
    public async Task<IReadOnlyList<(double UnixSeconds, double Value)>> ValuesAsync(
        string farm, string coop, string quantity, string place, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture,
            $"/api/farms/{farm}/coops/{coop}/series?quantity={quantity}&place={place}&from={from.UtcDateTime:O}&points=5000");
        if (await GetAsync(path, cancellationToken) is not { } answer)
        {
            return [];
        }

        Assert.That((double)answer["resolutionSeconds"]!, Is.Zero, "raw readings were asked for");
        var times = answer["times"]!.AsArray();
        var values = answer["mean"]!.AsArray();
        return [.. times.Zip(values).Where(pair => pair.Second is not null).Select(pair => ((double)pair.First!, (double)pair.Second!))];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Process.DisposeAsync();
    }

    private RealProcess Launch() => RealProcess.StartRoost(
        "Roost.Cloud",
        [.. settings, "--urls", Address.ToString(),
        "--Broker:Port", MqttPort.ToString(CultureInfo.InvariantCulture),
        "--Store:Directory", Path.Combine(folder, "store"),
        "--StopWithInput", "true"]);
}
