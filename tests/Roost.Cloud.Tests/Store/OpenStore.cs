using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;
using Roost.Cloud.Store.Influx;
using Roost.Cloud.Tests.Store.Influx;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

/// <summary>A store of either kind, real: a file, or a database of a real influxd; in a directory of its own, which goes with it.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreOptions options;
    private readonly bool owned;

    private OpenStore(StoreOptions options, bool owned)
    {
        this.options = options;
        this.owned = owned;
        Store = New(options);
    }

    public string Directory => options.Directory;

    public string? Database => options.Database;

    public ITelemetryStore Store { get; private set; }

    public static ITelemetryStore New(StoreOptions options) => options.KindValue == StoreKind.Influx
        ? new InfluxTelemetryStore(Options.Create(options), TimeProvider.System, NullLogger<InfluxTelemetryStore>.Instance)
        : new DuckDbTelemetryStore(Options.Create(options), TimeProvider.System, NullLogger<DuckDbTelemetryStore>.Instance);

    public static DuckDbTelemetryStore New(string directory) => (DuckDbTelemetryStore)New(new StoreOptions { Directory = directory });

    /// <summary>A new and empty store of a kind.</summary>
    public static async Task<OpenStore> AtAsync(StoreKind kind, CancellationToken cancellationToken)
    {
        var options = new StoreOptions { Kind = kind.ToString(), Directory = System.IO.Directory.CreateTempSubdirectory("roost-store-").FullName };
        if (kind == StoreKind.Influx)
        {
            options.Url = (await SharedInflux.GetAsync(cancellationToken)).Url.ToString();
            options.Database = SharedInflux.NewDatabase();
        }

        return await AtAsync(options, owned: true, cancellationToken);
    }

    /// <summary>A DuckDB store in a directory, or in a new one.</summary>
    public static Task<OpenStore> AtAsync(string? directory, CancellationToken cancellationToken) =>
        directory is null
            ? AtAsync(StoreKind.DuckDb, cancellationToken)
            : AtAsync(new StoreOptions { Directory = directory }, owned: false, cancellationToken);

    public static async Task<OpenStore> AtAsync(StoreOptions options, bool owned, CancellationToken cancellationToken)
    {
        var open = new OpenStore(options, owned);
        await ((IHostedService)open.Store).StartAsync(cancellationToken);
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
        await StopAsync(cancellationToken);
        Store = New(options);
        await ((IHostedService)Store).StartAsync(cancellationToken);
    }

    /// <summary>What another service finds when this one is killed now.</summary>
    public Task<OpenStore> KilledAsync(CancellationToken cancellationToken) => AtAsync(
        new StoreOptions { Kind = options.Kind, Url = options.Url, Database = options.Database, Directory = CopyFiles() }, owned: true, cancellationToken);

    /// <summary>Makes all roll-ups of hours that are over, or of those before one, say what the readings say.</summary>
    public Task MendAsync(CancellationToken cancellationToken, int? before = null) => Store switch
    {
        DuckDbTelemetryStore file => before is { } hour ? file.MendAsync(hour, cancellationToken) : file.MendAsync(cancellationToken),
        InfluxTelemetryStore influx => before is { } hour ? influx.MendAsync(hour, cancellationToken) : influx.MendAsync(cancellationToken),
        _ => throw new NotSupportedException(),
    };

    /// <summary>The files as a process that is killed now would leave them, in a new directory.</summary>
    public string CopyFiles()
    {
        var copy = System.IO.Directory.CreateTempSubdirectory("roost-store-copy-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(Directory, "*.*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
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
        await StopAsync(CancellationToken.None);
        if (owned)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await ((IHostedService)Store).StopAsync(cancellationToken);
        ((IDisposable)Store).Dispose();
    }
}
