using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Flocks.Placing;

/// <summary>The farm's flocks as the database has them. What is said twice is kept once; what is said anew is kept beside what it replaces.</summary>
internal sealed class FlockBook(IDbContextFactory<RoostDatabase> databases, FarmClock clock)
{
    /// <summary>What came of a wish to say something of a flock.</summary>
    public abstract record Outcome
    {
        /// <summary>It is in force, since now or since before.</summary>
        public sealed record Kept(Flock Flock) : Outcome;

        /// <summary>It was not kept: the farm's other flocks speak against it.</summary>
        public sealed record Refused(string Sentence) : Outcome;
    }

    /// <summary>All flocks of a farm, the youngest first.</summary>
    public async Task<IReadOnlyList<Flock>> ListAsync(string farm, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ListAsync(database, farm, cancellationToken);
    }

    /// <summary>A flock; null when there is none of that name.</summary>
    public async Task<Flock?> FindAsync(string farm, string id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<FlockRow>().AsNoTracking().Where(row => row.Farm == farm && row.Flock == id)
            .OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return rows.Count == 0 ? null : Flock.Of(id, [.. rows.Select(ChangeOf)]);
    }

    /// <summary>Keeps what is said of a flock, if it is news.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="id">The flock's name; a new one places a flock.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="why">Why what was said before is changed; without it nothing is.</param>
    /// <param name="say">What is in force (null for a new flock) to what shall be; its time is set here.</param>
    /// <param name="cancellationToken">Gives up; then nothing is kept.</param>
    public async Task<Outcome> KeepAsync(
        string farm, string id, string by, string? why, Func<Flock?, (Placement Placement, Clearing? Clearing)> say, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await OneWriter.WaitAsync(database, farm, cancellationToken);
        var flocks = await ListAsync(database, farm, cancellationToken);
        var before = flocks.FirstOrDefault(flock => flock.Id == id);
        var (placement, clearing) = say(before);
        if (before is not null && before.Placement == placement && before.Clearing == clearing)
        {
            return new Outcome.Kept(before);
        }

        var corrects = before is not null && (before.Placement != placement || before.Clearing is not null);
        if (corrects && string.IsNullOrWhiteSpace(why))
        {
            return new Outcome.Refused($"Something else was said of the flock \"{id}\" before; say in \"why\" why that is corrected.");
        }

        var after = Flock.Of(id, [.. before?.History ?? [], new(clock.Now, by.Trim(), corrects ? why!.Trim() : null, placement, clearing)]);
        if (flocks.FirstOrDefault(other => other.Id != id && other.Overlaps(after)) is { } neighbour)
        {
            return new Outcome.Refused($"The flock \"{neighbour.Id}\" lives in {placement.Coop} at that time; say first when it was cleared.");
        }

        database.Add(new FlockRow { Farm = farm, Flock = id, Number = after.History.Count, Json = AlarmJson.Write(after.History[^1]) });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Kept(after);
    }

    private static async Task<IReadOnlyList<Flock>> ListAsync(RoostDatabase database, string farm, CancellationToken cancellationToken)
    {
        var rows = await database.Set<FlockRow>().AsNoTracking().Where(row => row.Farm == farm).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.Flock, (id, of) => Flock.Of(id, [.. of.Select(ChangeOf)]))
            .OrderByDescending(flock => flock.Placement.PlacedOn).ThenBy(flock => flock.Placement.Coop, StringComparer.Ordinal)];
    }

    private static FlockChange ChangeOf(FlockRow row) => AlarmJson.Read<FlockChange>(row.Json);
}
