using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roost.Cloud.Database;

namespace Roost.Cloud.Stills;

/// <summary>
/// The pictures that are kept: a file each, and a row that says of which camera and when. A file is written before its row and removed after
/// it, so that what a row names is there; what a crash leaves between the two is removed with what is too old. Thread-safe.
/// </summary>
internal sealed class StillArchive(StillFiles files, IDbContextFactory<RoostDatabase> databases, IOptions<StillsOptions> options) : IDisposable
{
    /// <summary>A picture farther away than this says nothing about a moment.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromHours(1);

    // Between a file and its row nobody may look for files without rows.
    private readonly SemaphoreSlim changing = new(1);
    private readonly SemaphoreSlim removing = new(1);

    /// <summary>
    /// Keeps a picture. One that is there already is kept once, and one that is no evidence only where its camera has none of its stretch of
    /// <see cref="StillsOptions.Every"/> yet.
    /// </summary>
    public async Task KeepAsync(Still still, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var ofCamera = OfCamera(database, still.Farm, still.Coop, still.Camera);
            if (await ofCamera.AsTracking().FirstOrDefaultAsync(row => row.TakenAt == still.TakenAt, cancellationToken) is { } there)
            {
                there.IsEvidence |= still.IsEvidence;
            }
            else if (still.IsEvidence || !await HasAnyAsync(ofCamera, still.TakenAt, cancellationToken))
            {
                database.Add(new StillRow
                {
                    Farm = still.Farm,
                    Coop = still.Coop,
                    Camera = still.Camera,
                    TakenAt = still.TakenAt,
                    Sha256 = files.Write(still.Jpeg),
                    Bytes = still.Jpeg.Length,
                    IsEvidence = still.IsEvidence,
                });
            }

            await database.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>The pictures of a coop in a period, oldest first.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="coop">The coop.</param>
    /// <param name="camera">The camera; null for all.</param>
    /// <param name="from">The start; itself inside.</param>
    /// <param name="to">The end; itself outside.</param>
    /// <param name="most">Of how many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<StillEntry>> ListAsync(
        string farm, string coop, string? camera, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<StillRow>()
            .Where(row => row.Farm == farm && row.Coop == coop && (camera == null || row.Camera == camera) && row.TakenAt >= from && row.TakenAt < to)
            .OrderBy(row => row.TakenAt).ThenBy(row => row.Camera).Take(most)
            .Select(row => new StillEntry(row.Camera, row.TakenAt, row.IsEvidence)).ToListAsync(cancellationToken);
    }

    /// <summary>Of each camera of a coop the picture nearest to a moment, before or after it.</summary>
    public async Task<IReadOnlyList<StillEntry>> AroundAsync(string farm, string coop, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var around = await ListAsync(farm, coop, camera: null, moment - Near, moment + Near, int.MaxValue, cancellationToken);
        return
        [
            .. around.GroupBy(still => still.Camera).OrderBy(camera => camera.Key, StringComparer.Ordinal)
                .Select(camera => camera.MinBy(still => (still.TakenAt - moment).Duration())!),
        ];
    }

    /// <summary>The last picture of a camera at a moment or before it; null when there is none near it.</summary>
    public async Task<StillRow?> LastAsync(string farm, string coop, string camera, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var since = moment - Near;
        return await OfCamera(database, farm, coop, camera).Where(row => row.TakenAt <= moment && row.TakenAt >= since)
            .OrderByDescending(row => row.TakenAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Removes pictures past their time, and files that no row names.</summary>
    /// <returns>How many rows and how many files were removed.</returns>
    public async Task<(int Rows, int Files)> TrimAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var alone = await HoldFilesAsync(cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var before = now - options.Value.Keep;
        var evidenceBefore = options.Value.KeepEvidence > options.Value.Keep ? now - options.Value.KeepEvidence : before;
        var rows = await database.Set<StillRow>()
            .Where(row => (!row.IsEvidence && row.TakenAt < before) || (row.IsEvidence && row.TakenAt < evidenceBefore)).ExecuteDeleteAsync(cancellationToken);
        var removed = 0;
        foreach (var shelf in files.Shelves())
        {
            removed += await TrimAsync(database, shelf, cancellationToken);
        }

        return (rows, removed);
    }

    /// <summary>No file is removed until what this returns is disposed of: who copies rows and then files finds what the rows name.</summary>
    public async Task<IDisposable> HoldFilesAsync(CancellationToken cancellationToken)
    {
        await removing.WaitAsync(cancellationToken);
        return new Held(removing);
    }

    public void Dispose()
    {
        changing.Dispose();
        removing.Dispose();
    }

    private static IQueryable<StillRow> OfCamera(RoostDatabase database, string farm, string coop, string camera) =>
        database.Set<StillRow>().AsNoTracking().Where(row => row.Farm == farm && row.Coop == coop && row.Camera == camera);

    private Task<bool> HasAnyAsync(IQueryable<StillRow> ofCamera, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var every = options.Value.Every;
        var from = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % every.Ticks), TimeSpan.Zero);
        var to = from + every;
        return ofCamera.AnyAsync(row => row.TakenAt >= from && row.TakenAt < to, cancellationToken);
    }

    private async Task<int> TrimAsync(RoostDatabase database, string shelf, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            // No digit comes after "f".
            var end = shelf + "g";
            var named = await database.Set<StillRow>().Where(row => string.Compare(row.Sha256, shelf) >= 0 && string.Compare(row.Sha256, end) < 0)
                .Select(row => row.Sha256).Distinct().ToListAsync(cancellationToken);
            return files.RemoveAllBut(shelf, named.ToHashSet(StringComparer.Ordinal));
        }
        finally
        {
            changing.Release();
        }
    }

    private sealed class Held(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
