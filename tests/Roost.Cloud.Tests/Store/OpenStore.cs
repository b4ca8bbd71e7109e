using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

/// <summary>A store on real files in a directory of its own, which goes with it.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly bool owned;

    private OpenStore(string directory, bool owned)
    {
        Directory = directory;
        this.owned = owned;
        Store = New(directory);
    }

    public string Directory { get; }

    public DuckDbTelemetryStore Store { get; private set; }

    public static DuckDbTelemetryStore New(string directory) =>
        new(Options.Create(new StoreOptions { Directory = directory }), TimeProvider.System, NullLogger<DuckDbTelemetryStore>.Instance);

    public static async Task<OpenStore> AtAsync(string? directory, CancellationToken cancellationToken)
    {
        var open = new OpenStore(directory ?? System.IO.Directory.CreateTempSubdirectory("roost-store-").FullName, directory is null);
        await open.Store.StartAsync(cancellationToken);
        return open;
    }

    /// <summary>A batch of one coop's front temperature, a reading a second.</summary>
    public static ReadingBatch Batch(ulong? number, DateTimeOffset at, params double[] values) => new(
        "farm", "agent", "coop", number, [.. values.Select((value, second) => Temperature(at.AddSeconds(second), value))]);

    public static Reading Temperature(
        DateTimeOffset at, double? value, Quality quality = Quality.Good, string? reason = null, string place = "front") =>
        new(Quantity.Temperature, place, at, value, quality, reason);

    public static SeriesQuery Query(int points, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new("farm", "coop", Quantity.Temperature, "front", from ?? Noon.AddDays(-1), to ?? Noon.AddDays(1), points);

    public async Task<OpenStore> AppendAsync(CancellationToken cancellationToken, params ReadingBatch[] batches)
    {
        foreach (var batch in batches)
        {
            await Store.AppendAsync(batch, cancellationToken);
        }

        await Store.FlushAsync(cancellationToken);
        return this;
    }

    /// <summary>All values of the front temperature, in the order of their time.</summary>
    public async Task<IReadOnlyList<double?>> ValuesAsync(CancellationToken cancellationToken) =>
        (await Store.SeriesAsync(Query(5000), cancellationToken)).Mean;

    public async Task ReopenAsync(CancellationToken cancellationToken)
    {
        await Store.StopAsync(cancellationToken);
        Store.Dispose();
        Store = New(Directory);
        await Store.StartAsync(cancellationToken);
    }

    /// <summary>The files as a process that is killed now would leave them, in a new directory.</summary>
    public string CopyFiles()
    {
        var copy = System.IO.Directory.CreateTempSubdirectory("roost-store-copy-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(Directory, "telemetry.duckdb*"))
        {
            // DuckDB's lock on the file is advisory to other processes; a plain reader of bytes gets through.
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(Path.Combine(copy, Path.GetFileName(file)));
            from.CopyTo(to);
        }

        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.StopAsync(CancellationToken.None);
        Store.Dispose();
        if (owned)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
