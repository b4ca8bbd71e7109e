using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Roost.Edge.Spool;

/// <content>The one task that writes. What waits is written in one go and made durable by one fsync.</content>
internal sealed partial class DiskSpool
{
    private const int LargestGroupBytes = 4 << 20;

    private readonly ArrayBufferWriter<byte> buffer = new(64 << 10);
    private SafeFileHandle active = null!;
    private ulong next;
    private ulong writtenMark;
    private bool mustRoll;
    private long readingsRefused;
    private bool isRefusing;

    private async Task WriteAsync()
    {
        var group = new List<PendingAppend>();
        while (await pending.Reader.WaitToReadAsync())
        {
            group.Clear();
            for (var bytes = 0; bytes < LargestGroupBytes && pending.Reader.TryRead(out var append); bytes += append.Bytes)
            {
                group.Add(append);
            }

            Write(group);
        }

        Write([]);
        TryFlush();
    }

    private void Write(List<PendingAppend> group)
    {
        try
        {
            Compose(group);
            if (buffer.WrittenCount == 0)
            {
                return;
            }

            MakeRoom(buffer.WrittenCount);
            var segment = segments[^1];
            if (mustRoll || segment.DurableBytes >= segmentBytes)
            {
                Roll();
                segment = segments[^1];
            }

            RandomAccess.Write(active, buffer.WrittenSpan, segment.DurableBytes);
            if (group.Exists(append => append.Entries.Count > 0))
            {
                // A mark alone is not worth an fsync: without it the cloud is sent something twice, and recognises it.
                RandomAccess.FlushToDisk(active);
            }

            Publish(group, segment);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(group, exception);
        }
    }

    private void Compose(List<PendingAppend> group)
    {
        buffer.ResetWrittenCount();
        foreach (var entry in group.SelectMany(append => append.Entries))
        {
            if (entry.IsBatch)
            {
                entry.Number = next++;
                SpoolRecord.SetNumber(entry.Body, entry.Number);
            }

            SpoolRecord.Write(buffer, entry.Body);
        }

        if (AckedThrough is var mark && mark > writtenMark)
        {
            SpoolRecord.Write(buffer, SpoolRecord.EncodeMark(mark));
            writtenMark = mark;
        }
    }

    private void Publish(List<PendingAppend> group, Segment segment)
    {
        var entries = group.SelectMany(append => append.Entries).ToList();
        lock (gate)
        {
            segment.DurableBytes += buffer.WrittenCount;
            firstNotGiven = next;
            foreach (var entry in entries)
            {
                if (entry.IsBatch)
                {
                    segment.Numbers.TryAdd(entry.Number);
                }

                if (entry.Entry.Position is { } position)
                {
                    positions[position.Source] = position;
                }
            }
        }

        foreach (var entry in entries)
        {
            if (entry is { IsBatch: true, Entry: { Kind: not BatchKind.Backlog } fresh })
            {
                live.Writer.TryWrite(new(entry.Number, fresh.Coop, fresh.Kind, fresh.Readings, fresh.Acknowledged));
            }
        }

        if (entries.FindLast(entry => entry.IsBatch) is { } last)
        {
            Volatile.Write(ref durableThrough, last.Number);
            Grew?.Invoke();
        }

        group.ForEach(append => append.Succeed());
        if (isRefusing)
        {
            LogWritableAgain(directory, readingsRefused);
            (isRefusing, readingsRefused) = (false, 0);
        }
    }

    private void Refuse(List<PendingAppend> group, Exception exception)
    {
        // After a failed write or fsync nobody knows what is on disk; nothing more goes into this file, and the numbers are not used again.
        mustRoll = true;
        writtenMark = 0;
        Truncate();
        lock (gate)
        {
            firstNotGiven = next;
        }

        var refused = group.Sum(append => append.Entries.Sum(entry => entry.Entry.Readings.Count));
        readingsRefused += refused;
        AgentMeter.ReadingsRefused.Add(refused);
        if (!isRefusing)
        {
            isRefusing = true;
            LogNotWritable(directory, exception.Message);
        }

        var failure = new SpoolUnavailableException($"The spool \"{directory}\" can't be written: {exception.Message}", exception);
        group.ForEach(append => append.Fail(failure));
    }

    private void Roll()
    {
        SpoolState state;
        lock (gate)
        {
            state = new(firstNotGiven, acked, [.. positions.Values]);
        }

        var segment = Segment.Create(directory, state, out var handle);
        active?.Dispose();
        active = handle;
        (mustRoll, writtenMark) = (false, state.Acked);
        lock (gate)
        {
            // A file of the same name held no batch, or its number would be given.
            segments.RemoveAll(other => other.Path == segment.Path);
            segments.Add(segment);
            DeleteAcknowledged();
        }
    }

    private void Truncate()
    {
        try
        {
            RandomAccess.SetLength(active, segments[^1].DurableBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotTruncated(segments[^1].Path, exception.Message);
        }
    }

    private void TryFlush()
    {
        try
        {
            RandomAccess.FlushToDisk(active);
        }
        catch (IOException exception)
        {
            LogNotWritable(directory, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool {Directory} can't be written; readings are lost until it can: {Reason}")]
    private partial void LogNotWritable(string directory, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool {Directory} is written again; {Readings} readings could not be kept meanwhile")]
    private partial void LogWritableAgain(string directory, long readings);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool file {File} can't be cut back after a failed write: {Reason}")]
    private partial void LogNotTruncated(string file, string reason);
}
