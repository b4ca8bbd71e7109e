using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Roost.Cloud.Ingest;

/// <summary>
/// Counts what was refused or lost on the way in, by kind, and tells it in the log at most once a minute, in one line. Thread-safe.
/// </summary>
internal sealed partial class Rejections(TimeProvider time, ILogger<Rejections> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new("Roost.Cloud");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("roost.ingest.rejections", description: "Refused or lost on the way in");

    private readonly ConcurrentDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> told = new(StringComparer.Ordinal);

    // From the beginning, so that a minute is one of the service's life and not of when its loop got going.
    private readonly PeriodicTimer minute = new(Between, time);

    /// <summary>Counts, under one of the words of <see cref="Rejection"/>.</summary>
    public void Add(string kind, long count = 1)
    {
        Interlocked.Add(ref tallies.GetOrAdd(kind, static _ => new Tally()).Count, count);
        Refused.Add(count, new KeyValuePair<string, object?>("kind", kind));
    }

    /// <summary>Everything counted since the service started, by kind in order.</summary>
    public IReadOnlyList<(string Kind, long Count)> Counts() =>
        [.. tallies.Select(pair => (pair.Key, Interlocked.Read(ref pair.Value.Count))).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>The count of one kind.</summary>
    public long CountOf(string kind) => tallies.TryGetValue(kind, out var tally) ? Interlocked.Read(ref tally.Count) : 0;

    public override void Dispose()
    {
        minute.Dispose();
        base.Dispose();
    }

    /// <summary>What was counted since it was last asked, as the log tells it; null for nothing.</summary>
    internal string? News()
    {
        List<string> news = [];
        foreach (var (kind, count) in Counts())
        {
            if (count > told.GetValueOrDefault(kind))
            {
                news.Add($"{kind} {count - told.GetValueOrDefault(kind)}");
                told[kind] = count;
            }
        }

        return news.Count > 0 ? string.Join(", ", news) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            if (News() is { } news)
            {
                LogRejected(news);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Refused or lost on the way in within the last minute: {Counts}.")]
    private partial void LogRejected(string counts);

    private sealed class Tally
    {
        public long Count;
    }
}

/// <summary>The kinds of what is refused or lost. A message kind refuses the whole message; a reading kind leaves its neighbours alone.</summary>
internal static class Rejection
{
    /// <summary>Bytes that are no Sparkplug B payload.</summary>
    public const string NotSparkplug = "not-sparkplug";

    /// <summary>A topic that is not of Sparkplug's or the previews' shape.</summary>
    public const string BadTopic = "bad-topic";

    /// <summary>A farm, agent or coop name in the topic that is no <see cref="Roost.Domain.Wire.WireName"/>.</summary>
    public const string BadName = "bad-name";

    /// <summary>Data of a node or device without a known birth; a rebirth was asked for.</summary>
    public const string Unborn = "unborn";

    /// <summary>A metric under another device's topic than its birth's.</summary>
    public const string WrongDevice = "wrong-device";

    /// <summary>A metric whose name is no quantity and place.</summary>
    public const string UnknownMetric = "unknown-metric";

    /// <summary>A value that is no number, or no finite one.</summary>
    public const string NotFinite = "not-finite";

    /// <summary>A reading dated more than a minute after now.</summary>
    public const string TimeInFuture = "time-in-future";

    /// <summary>A reading dated before the year 2000.</summary>
    public const string TimeTooOld = "time-too-old";

    /// <summary>A retained message where the specification has none.</summary>
    public const string Retained = "retained";

    /// <summary>A message on which the service itself failed; the log has the cause.</summary>
    public const string Failed = "failed";

    /// <summary>A message that a closing store did not take; what carries a batch number stays with its agent.</summary>
    public const string NotTaken = "not-taken";

    /// <summary>A message that a coop's twin could not take; its readings are in the store.</summary>
    public const string TwinFailed = "twin-failed";

    /// <summary>A connection beyond the most that the broker takes.</summary>
    public const string ConnectionRefused = "connection-refused";

    /// <summary>A connection that broke off before the broker took it, or for which the process had no file handle left.</summary>
    public const string ConnectionNotTaken = "connection-not-taken";

    /// <summary>A preview that is no JPEG, or does not fit.</summary>
    public const string BadPreview = "bad-preview";

    /// <summary>A picture that was not kept since too many waited for the disk.</summary>
    public const string StillOverflow = "still-overflow";

    /// <summary>A picture that the disk or the database did not take; the log has the cause.</summary>
    public const string StillNotKept = "still-not-kept";

    /// <summary>A node or coop for which there is no room any more.</summary>
    public const string TooMany = "too-many";

    /// <summary>A message that the broker dropped since its receiver's queue was full; what carries a batch number comes again.</summary>
    public const string BrokerOverflow = "broker-overflow";

    /// <summary>A change that was not sent to the screens since too many were under way; they ask for a fresh snapshot.</summary>
    public const string LiveOverflow = "live-overflow";

    /// <summary>A packet larger than the broker takes; its connection was closed.</summary>
    public const string PacketTooLarge = "packet-too-large";
}
