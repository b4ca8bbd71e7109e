using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>Puts what is not urgent into one message for each of its readers.</summary>
internal sealed class Digest(IDbContextFactory<RoostDatabase> databases, FarmDirectory farms, FarmClock clock, TimeProvider time)
{
    /// <summary>Writes the farm's digest to the outbox; nothing where nothing happened. What a farm without readers collects waits for one.</summary>
    public async Task WriteAsync(string farm, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var rows = await database.Set<DigestRow>().Where(row => row.Farm == farm).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var readers = (await database.PlanOfAsync(farm, cancellationToken))?.DigestTo ?? [];
        if (rows.Count == 0 || readers.Count == 0)
        {
            return;
        }

        var notes = rows.Select(row => row.Note).OrderByDescending(note => note.Severity).ThenBy(note => note.Start).ToArray();
        foreach (var reader in readers)
        {
            database.Add(OutboxRow.Of(farm, farms.TimeZoneOf(farm), reader.Person, reader.Contact, NotificationKind.Digest, notes, null, clock.Now, time.GetUtcNow()));
        }

        database.RemoveRange(rows);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
