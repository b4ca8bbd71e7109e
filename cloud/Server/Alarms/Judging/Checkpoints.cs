using Microsoft.EntityFrameworkCore;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Cloud.Database;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>The kept states of coops' evaluations: many of the last hours, few of the last days.</summary>
internal sealed class Checkpoints(IDbContextFactory<RoostDatabase> databases, CoopWrites writes)
{
    // How far back one is kept for each stretch of time, newest first.
    private static readonly (TimeSpan Age, TimeSpan Every)[] Thinning =
        [(TimeSpan.FromHours(1), TimeSpan.Zero), (TimeSpan.FromDays(2), TimeSpan.FromHours(1)), (TimeSpan.FromDays(8), TimeSpan.FromDays(1))];

    /// <summary>A coop's checkpoints up to a time, newest first, as they are taken.</summary>
    public async Task<IReadOnlyList<Checkpoint>> UpToAsync(string farm, string coop, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await OfCoop(database, farm, coop).Where(row => row.Through <= time).OrderByDescending(row => row.Through).Take(4)
            .Select(row => new Checkpoint(row.Through, row.State)).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps a checkpoint; those from <paramref name="staleFrom"/> on lack readings and go, old ones are thinned out.</summary>
    public Task SaveAsync(string farm, string coop, Checkpoint checkpoint, DateTimeOffset? staleFrom, CancellationToken cancellationToken) => writes.WriteAsync(
        async database =>
        {
            var kept = await OfCoop(database, farm, coop).Select(row => row.Through).ToListAsync(cancellationToken);
            var gone = kept.Where(through => through >= staleFrom || through == checkpoint.Through).Concat(ThinnedOut(kept, checkpoint.Through)).Distinct().ToArray();
            if (gone.Length > 0)
            {
                await OfCoop(database, farm, coop).Where(row => gone.Contains(row.Through)).ExecuteDeleteAsync(cancellationToken);
            }

            database.Add(new CheckpointRow { Farm = farm, Coop = coop, Through = checkpoint.Through, State = checkpoint.State });
        },
        cancellationToken);

    /// <summary>From when on readings may be in the store that were not judged when the service ended; null when all were.</summary>
    public async Task<DateTimeOffset?> DoubtAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<DoubtRow>().Where(row => row.Farm == farm && row.Coop == coop).Select(row => (DateTimeOffset?)row.From).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Keeps what <see cref="DoubtAsync"/> will say.</summary>
    public Task KeepDoubtAsync(string farm, string coop, DateTimeOffset? from, CancellationToken cancellationToken) => writes.WriteAsync(
        async database =>
        {
            await database.Set<DoubtRow>().Where(row => row.Farm == farm && row.Coop == coop).ExecuteDeleteAsync(cancellationToken);
            if (from is { } since)
            {
                database.Add(new DoubtRow { Farm = farm, Coop = coop, From = since });
            }
        },
        cancellationToken);

    /// <summary>Which of the kept are in the way: of each stretch the oldest stays.</summary>
    internal static IEnumerable<DateTimeOffset> ThinnedOut(IEnumerable<DateTimeOffset> kept, DateTimeOffset now)
    {
        var inOrder = kept.Order().ToArray();
        DateTimeOffset? last = null;
        foreach (var through in inOrder)
        {
            var every = Thinning.Where(step => now - through <= step.Age).Select(step => (TimeSpan?)step.Every).FirstOrDefault();
            if (every is null || (last is { } before && every > TimeSpan.Zero && through - before < every))
            {
                yield return through;
            }
            else
            {
                last = through;
            }
        }
    }

    private static IQueryable<CheckpointRow> OfCoop(RoostDatabase database, string farm, string coop) =>
        database.Set<CheckpointRow>().Where(row => row.Farm == farm && row.Coop == coop);
}
