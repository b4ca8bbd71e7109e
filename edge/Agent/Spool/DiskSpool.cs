using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Roost.Configuration;
using Roost.Edge.Configuration;

namespace Roost.Edge.Spool;

/// <summary>
/// Keeps batches on disk from the moment they are read until the cloud has stored them. An append returns when its batch is safe from a
/// power cut. Numbers go up and are never given twice, not even after the disk was wiped or lost its last writes: a start takes no number
/// below the time in microseconds. Memory does not grow with what is held. Thread-safe; reading is for one <see cref="SpoolReader"/> at a time.
/// </summary>
internal sealed partial class DiskSpool : IAsyncDisposable
{
    private const int NumbersPerMillisecond = 1000;
    private const int LargestSegmentBytes = 8 << 20;
    private const int SegmentsInLimit = 8;
    private const int PendingAppends = 1024;
    private const int LiveBatches = 256;

    private readonly Lock gate = new();
    private readonly string directory;
    private readonly long limitBytes;
    private readonly int segmentBytes;
    private readonly ILogger<DiskSpool> logger;
    private readonly SafeFileHandle directoryLock;
    private readonly List<Segment> segments;
    private readonly Dictionary<string, SourcePosition> positions;

    // Full: an appender waits, and so the poll or the import behind it.
    private readonly Channel<PendingAppend> pending = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(PendingAppends) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // Only a short cut past the disk: what does not fit is sent from the disk instead.
    private readonly Channel<SpooledBatch> live = Channel.CreateBounded<SpooledBatch>(
        new BoundedChannelOptions(LiveBatches) { SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task writing;
    private ulong firstNotGiven;
    private ulong acked;
    private ulong durableThrough;

    private DiskSpool(SpoolOptions options, SafeFileHandle directoryLock, RecoveredSpool recovered, ulong first, ILogger<DiskSpool> logger)
    {
        directory = options.Directory;
        limitBytes = options.LimitBytes;
        segmentBytes = (int)Math.Min(LargestSegmentBytes, options.LimitBytes / SegmentsInLimit);
        this.logger = logger;
        this.directoryLock = directoryLock;
        segments = recovered.Segments;
        positions = recovered.Positions;
        acked = recovered.Acked;
        DamagedRecords = recovered.DamagedRecords;
        durableThrough = recovered.Next == 0 ? 0 : recovered.Next - 1;
        next = firstNotGiven = first;
        Roll();
        DeleteAcknowledged();
        writing = Task.Run(WriteAsync);
    }

    /// <summary>Called on the writer's own task whenever batches became durable; must be quick.</summary>
    public event Action? Grew;

    /// <summary>Batches that just became durable and are still in memory. What is not taken from here can be read from the disk.</summary>
    public ChannelReader<SpooledBatch> Live => live.Reader;

    /// <summary>Highest number that is safe on disk. Every live batch up to it was offered to <see cref="Live"/> before.</summary>
    public ulong DurableThrough => Volatile.Read(ref durableThrough);

    /// <summary>Everything up to here is stored by the cloud.</summary>
    public ulong AckedThrough
    {
        get
        {
            lock (gate)
            {
                return acked;
            }
        }
    }

    /// <summary>The lowest number that is held, or that may still be given when none is. What lies below it will never be sent again.</summary>
    public ulong OldestOrNext
    {
        get
        {
            lock (gate)
            {
                foreach (var segment in segments)
                {
                    if (segment.Numbers.FirstAbove(acked) is { } oldest)
                    {
                        return oldest;
                    }
                }

                return firstNotGiven;
            }
        }
    }

    /// <summary>Batches that are held.</summary>
    public ulong HeldBatches
    {
        get
        {
            lock (gate)
            {
                return segments.Aggregate(0UL, (count, segment) => count + segment.Numbers.CountAbove(acked));
            }
        }
    }

    /// <summary>Whether so much is held that imports should wait: they must not push fresh readings out.</summary>
    public bool IsHalfFull => UsedPercent > 50;

    /// <summary>How full it is, % of the room that it may use; 100 when the oldest readings are given up for new ones.</summary>
    public double UsedPercent
    {
        get
        {
            lock (gate)
            {
                return Math.Min(100, 100.0 * segments.Sum(segment => segment.DurableBytes) / limitBytes);
            }
        }
    }

    /// <summary>Records that could not be read, since the start.</summary>
    public int DamagedRecords { get; private set; }

    /// <summary>Batches that were given up since the start, because the spool was full or they could not be read.</summary>
    public ulong LostBatches { get; private set; }

    /// <summary>Opens a directory, recovers what is in it and keeps it from other agents.</summary>
    /// <exception cref="SetupException">The directory can't be used.</exception>
    public static DiskSpool Open(SpoolOptions options, TimeProvider machineClock, ILogger<DiskSpool> logger)
    {
        var directoryLock = SpoolLock.Take(options.Directory);
        try
        {
            var recovered = SpoolRecovery.Recover(options.Directory, logger);
            var now = (ulong)machineClock.GetUtcNow().ToUnixTimeMilliseconds() * NumbersPerMillisecond;
            var spool = new DiskSpool(options, directoryLock, recovered, Math.Max(recovered.Next, now), logger);
            if (spool.HeldBatches is > 0 and var held)
            {
                spool.LogRecovered(options.Directory, held);
            }

            return spool;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            directoryLock.Dispose();
            throw new SetupException($"spool is \"{options.Directory}\", but that directory can't be written: {exception.Message}");
        }
    }

    /// <summary>Appends an entry; returns its number (0 for a bare position) when it is safe from a power cut.</summary>
    /// <exception cref="SpoolUnavailableException">The disk did not take it.</exception>
    public ValueTask<ulong> AppendAsync(SpoolEntry entry, CancellationToken cancellationToken) => AppendAllAsync([entry], cancellationToken);

    /// <summary>Appends entries with one fsync; returns the last one's number. A crash may leave the first of them, never the later ones alone.</summary>
    /// <exception cref="SpoolUnavailableException">The disk took none of them.</exception>
    public async ValueTask<ulong> AppendAllAsync(IReadOnlyList<SpoolEntry> entries, CancellationToken cancellationToken)
    {
        var append = new PendingAppend(entries);
        await pending.Writer.WriteAsync(append, cancellationToken);
        return await append.Done; // no cancelling here: the writer has it, and the caller must know how it ended
    }

    /// <summary>How far a source has been read; null when nothing of it was.</summary>
    public SourcePosition? PositionOf(string source)
    {
        lock (gate)
        {
            return positions.GetValueOrDefault(source);
        }
    }

    /// <summary>The cloud has stored everything up to a number: segments that hold nothing else are deleted.</summary>
    public void Acknowledge(ulong through)
    {
        lock (gate)
        {
            if (through <= acked)
            {
                return;
            }

            acked = through;
            DeleteAcknowledged();
        }

        pending.Writer.TryWrite(new PendingAppend()); // when there is no room, the mark goes with what is in the queue
    }

    public async ValueTask DisposeAsync()
    {
        pending.Writer.TryComplete();
        await writing;
        live.Writer.TryComplete();
        active.Dispose();
        directoryLock.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The spool {Directory} holds {Batches} batches from before the start that the cloud has not stored yet")]
    private partial void LogRecovered(string directory, ulong batches);
}
