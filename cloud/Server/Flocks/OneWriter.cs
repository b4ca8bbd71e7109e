using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;

namespace Roost.Cloud.Flocks;

/// <summary>Lets one writer at a time number what a farm says of its flocks.</summary>
internal static class OneWriter
{
    /// <summary>Waits for the turn, which lasts as long as the transaction that is open. SQLite has one writer anyway.</summary>
    public static async Task WaitAsync(RoostDatabase database, string farm, CancellationToken cancellationToken)
    {
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({"flocks " + farm}))", cancellationToken);
        }
    }
}
