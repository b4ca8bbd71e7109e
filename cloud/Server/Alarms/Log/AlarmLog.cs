using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;

namespace Roost.Cloud.Alarms.Log;

/// <summary>What happened, for a farm's alarm log.</summary>
/// <param name="Kind">What, kebab case: an alarm's change, a delivery, a test.</param>
/// <param name="Alarm">Id of the alarm that it is about; null when it is about none.</param>
/// <param name="By">Who did it; null when readings or time did.</param>
/// <param name="Details">The rest; written as JSON.</param>
internal sealed record AlarmLogEntry(string Kind, string? Alarm, string? By, object? Details);

/// <summary>
/// The append-only log of a farm's alarms, tests and deliveries. Each entry's hash is the SHA-256 of the hash before it and of its text, so that
/// an entry that is changed, taken out or put in is found.
/// </summary>
internal static class AlarmLog
{
    /// <summary>How long entries are kept at least: a year's inspection still finds the whole year.</summary>
    public static readonly TimeSpan KeepAtLeast = TimeSpan.FromDays(400);

    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>
    /// Adds entries behind the last; needs a transaction that is open. Returns the number of the first. They last when the caller saves and commits.
    /// </summary>
    public static async Task<long> AppendAsync(
        RoostDatabase database, string farm, DateTimeOffset at, IReadOnlyList<AlarmLogEntry> entries, CancellationToken cancellationToken)
    {
        if (database.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The alarm log is written in a transaction alone: two writers would give one number twice.");
        }

        if (database.Database.IsNpgsql())
        {
            // SQLite has one writer anyway.
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({farm}))", cancellationToken);
        }

        var log = database.Set<AlarmLogRow>();
        var last = log.Local.Where(row => row.Farm == farm).MaxBy(row => row.Number)
            ?? await log.AsNoTracking().Where(row => row.Farm == farm).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        var (number, previous) = (last?.Number ?? 0, last?.Hash ?? Beginning);
        var first = number + 1;
        foreach (var entry in entries)
        {
            var text = JsonSerializer.Serialize(new Canonical(++number, farm, at, entry.Kind, entry.Alarm, entry.By, entry.Details), AlarmJson.Options);
            var hash = HashOf(previous, text);
            log.Add(new() { Farm = farm, Number = number, At = at, Kind = entry.Kind, Alarm = entry.Alarm, Text = text, PreviousHash = previous, Hash = hash });
            previous = hash;
        }

        return first;
    }

    /// <summary>The number of a farm's last entry; 0 when it has none.</summary>
    public static async Task<long> LastNumberAsync(RoostDatabase database, string farm, CancellationToken cancellationToken) =>
        await database.Set<AlarmLogRow>().Where(row => row.Farm == farm).MaxAsync(row => (long?)row.Number, cancellationToken) ?? 0;

    /// <summary>The number of the first entry that is not as it was written, or that follows a gap; null when all are sound.</summary>
    public static async Task<long?> FirstBrokenAsync(RoostDatabase database, string farm, CancellationToken cancellationToken)
    {
        AlarmLogRow? before = null;
        await foreach (var row in database.Set<AlarmLogRow>().AsNoTracking().Where(row => row.Farm == farm).OrderBy(row => row.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var follows = before is null
                ? row.Number > 1 || row.PreviousHash.AsSpan().SequenceEqual(Beginning)
                : row.Number == before.Number + 1 && row.PreviousHash.AsSpan().SequenceEqual(before.Hash);
            if (!follows || !row.Hash.AsSpan().SequenceEqual(HashOf(row.PreviousHash, row.Text)) || !SaysTheSame(row))
            {
                return row.Number;
            }

            before = row;
        }

        return null;
    }

    /// <summary>Takes out a farm's entries from before a time that lies at least <see cref="KeepAtLeast"/> back.</summary>
    public static Task<int> TrimAsync(RoostDatabase database, string farm, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before, now - KeepAtLeast);
        return database.Set<AlarmLogRow>().Where(row => row.Farm == farm && row.At < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static byte[] HashOf(byte[] previous, string text) => SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(text)]);

    // What is looked up by must be what the hash is over.
    private static bool SaysTheSame(AlarmLogRow row)
    {
        try
        {
            var said = AlarmJson.Read<Canonical>(row.Text);
            return (said.Number, said.Farm, said.At, said.Kind, said.Alarm) == (row.Number, row.Farm, row.At, row.Kind, row.Alarm);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record Canonical(long Number, string Farm, DateTimeOffset At, string Kind, string? Alarm, string? By, object? Details);
}
