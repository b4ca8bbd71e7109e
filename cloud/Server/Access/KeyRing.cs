using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;

namespace Roost.Cloud.Access;

/// <summary>The keys that open this service, and what is open by each.</summary>
internal sealed class KeyRing(IDbContextFactory<RoostDatabase> databases, TimeProvider time)
{
    /// <summary>Longest name of a key.</summary>
    public const int LongestName = 60;

    private const int SecretBytes = 24;

    // Another process may make or revoke keys in the same database.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (KeyRow Row, DateTimeOffset LookedUpAt)> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> revoked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Key, Action End)> open = new(StringComparer.Ordinal);

    /// <summary>The valid key that a text is; null when it is none.</summary>
    public async Task<KeyRow?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(text), time.GetUtcNow());
        if (known.TryGetValue(hash, out var found) && now - found.LookedUpAt < TrustedFor)
        {
            return found.Row;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<KeyRow>().AsNoTracking().SingleOrDefaultAsync(each => each.Hash == hash && each.RevokedAt == null, cancellationToken);
        if (row is null)
        {
            known.TryRemove(hash, out _);
            return null;
        }

        if (!(now - row.UsedAt < UseNotedEvery))
        {
            await database.Set<KeyRow>().Where(each => each.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.UsedAt, now), cancellationToken);
            row.UsedAt = now;
        }

        known[hash] = (row, now);
        return row;
    }

    /// <summary>Makes a key. Its text is nowhere but in the answer.</summary>
    public async Task<(KeyRow Row, string Text)> MakeAsync(string name, KeyKind kind, CancellationToken cancellationToken)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var row = new KeyRow
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Name = name,
            Kind = kind,
            Hash = HashOf(text),
            CreatedAt = time.GetUtcNow(),
        };
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        return (row, text);
    }

    /// <summary>The valid keys, oldest first.</summary>
    public async Task<IReadOnlyList<KeyRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<KeyRow>().AsNoTracking().Where(row => row.RevokedAt == null).OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Ends a key and all that is open by it. False when there is no such valid key.</summary>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await database.Set<KeyRow>().Where(row => row.Id == id && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellationToken) == 0)
        {
            return false;
        }

        revoked[id] = 0;
        foreach (var (hash, found) in known)
        {
            if (found.Row.Id == id)
            {
                known.TryRemove(hash, out _);
            }
        }

        foreach (var (connection, opened) in open)
        {
            if (opened.Key == id && open.TryRemove(connection, out _))
            {
                opened.End();
            }
        }

        return true;
    }

    /// <summary>A connection was opened by a key; ends with it.</summary>
    public void Opened(string connection, KeyRow key, Action end)
    {
        open[connection] = (key.Id, end);
        if (revoked.ContainsKey(key.Id))
        {
            // It came in just before.
            end();
        }
    }

    /// <summary>The connection is over.</summary>
    public void Closed(string connection) => open.TryRemove(connection, out _);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
