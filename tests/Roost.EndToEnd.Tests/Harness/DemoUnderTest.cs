using System.Globalization;
using System.Text.Json.Nodes;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>The demo as a newcomer starts it, in a process group of its own as in a terminal, on a free port.</summary>
internal sealed class DemoUnderTest : IAsyncDisposable
{
    private const string Farm = "demo-farm";
    private static readonly HttpClient Http = new();

    private readonly int port = FreePort.Next();

    /// <param name="data">Its data folder.</param>
    /// <param name="arguments">More of what it is told.</param>
    public DemoUnderTest(string data, params string[] arguments) => Process = RealProcess.StartRoostInGroup(
        "Roost.Simulators", ["demo", .. Bin, "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data, .. arguments]);

    /// <summary>Tells the demo where the build is that the tests belong to.</summary>
    public static string[] Bin => ["--bin", Path.GetFullPath(Path.Combine(RealProcess.PublishedAssembly("Roost.Cloud"), "..", "..", ".."))];

    public RealProcess Process { get; }

    public Uri Address => new($"http://127.0.0.1:{port}");

    public Task ReadyAsync(CancellationToken cancellationToken) => Process.LineAsync(Address.GetLeftPart(UriPartial.Authority), cancellationToken);

    /// <summary>A coop's snapshot, by its number from 1.</summary>
    public Task<JsonNode> CoopAsync(int coop, CancellationToken cancellationToken) => JsonAsync($"/api/farms/{Farm}/coops/coop-{coop}", cancellationToken);

    /// <summary>Where the newest picture of a coop's camera is.</summary>
    public Uri Preview(int coop, string camera) => new(Address, $"/api/farms/{Farm}/coops/coop-{coop}/cameras/{camera}/preview");

    public Task<JsonNode> SeriesAsync(int coop, string quantity, string place, DateTimeOffset from, CancellationToken cancellationToken) => JsonAsync(
        $"/api/farms/{Farm}/coops/coop-{coop}/series?quantity={quantity}&place={place}&from={from.UtcDateTime:O}&points=2000", cancellationToken);

    /// <summary>Every reading of a coop from a moment on, as the API writes it: <c>time,coop,quantity,place,value,quality,reason</c>.</summary>
    public async Task<IReadOnlyList<string>> ReadingsAsync(int coop, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var path = $"/api/farms/{Farm}/readings?coop=coop-{coop}&from={from.UtcDateTime:O}&to={(await NowAsync(coop, cancellationToken)).UtcDateTime:O}";
        return [.. (await Http.GetStringAsync(new Uri(Address, path), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    /// <summary>The farm's time.</summary>
    public async Task<DateTimeOffset> NowAsync(int coop, CancellationToken cancellationToken) =>
        DateTimeOffset.Parse((await CoopAsync(coop, cancellationToken))["now"]!.ToString(), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private async Task<JsonNode> JsonAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await Http.GetStringAsync(new Uri(Address, path), cancellationToken))!;
}
