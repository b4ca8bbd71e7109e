using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Flocks.Sheet;

/// <summary>Flocks' daily sheets as the database has them. A line that comes twice is kept once.</summary>
internal sealed class SheetBook(IDbContextFactory<RoostDatabase> databases, FarmClock clock)
{
    /// <summary>What came of a line.</summary>
    public enum Outcome
    {
        /// <summary>It is kept, since now or since it came before.</summary>
        Kept = 1,

        /// <summary>Another line has this id.</summary>
        IdTaken,

        /// <summary>It corrects a line that there is not.</summary>
        CorrectsNothing,
    }

    /// <summary>Every line of a flock's sheet, in the order in which they came, the corrected ones too.</summary>
    public async Task<IReadOnlyList<KeptEntry>> ListAsync(string farm, string flock, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return SheetCorrections.Apply(await LinesAsync(database, farm, flock, cancellationToken));
    }

    /// <summary>Keeps a line.</summary>
    public async Task<Outcome> KeepAsync(string farm, string flock, Guid id, SheetEntry entry, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await OneWriter.WaitAsync(database, farm, cancellationToken);
        var lines = await LinesAsync(database, farm, flock, cancellationToken);
        var json = AlarmJson.Write(entry);
        if (lines.FirstOrDefault(line => line.Id == id) is { } known)
        {
            return AlarmJson.Write(known.Entry) == json ? Outcome.Kept : Outcome.IdTaken;
        }

        if (entry.Corrects is { } corrected && lines.All(line => line.Id != corrected))
        {
            return Outcome.CorrectsNothing;
        }

        database.Add(new SheetRow { Farm = farm, Flock = flock, Id = id, Number = lines.Count + 1, ReceivedAt = clock.Now, Json = json });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Kept;
    }

    private static async Task<IReadOnlyList<KeptEntry>> LinesAsync(RoostDatabase database, string farm, string flock, CancellationToken cancellationToken) =>
        [.. (await database.Set<SheetRow>().AsNoTracking().Where(row => row.Farm == farm && row.Flock == flock)
                .OrderBy(row => row.Number).ToListAsync(cancellationToken))
            .Select(row => new KeptEntry(row.Id, AlarmJson.Read<SheetEntry>(row.Json), row.ReceivedAt, true))];
}
