using Microsoft.Extensions.Logging;

namespace Roost.Edge.Spool;

/// <content>Which file holds what; everything here is called with or takes the gate.</content>
internal sealed partial class DiskSpool
{
    internal Segment? SegmentAt(ulong number)
    {
        lock (gate)
        {
            return segments.Find(segment => !segment.Numbers.IsEmpty && segment.Numbers.Last >= number);
        }
    }

    internal (long Bytes, bool IsActive) ExtentOf(Segment segment)
    {
        lock (gate)
        {
            return (segment.DurableBytes, segment == segments[^1]);
        }
    }

    internal ulong EndOf(Segment segment)
    {
        lock (gate)
        {
            return segment.Numbers.IsEmpty ? 0 : segment.Numbers.Last + 1;
        }
    }

    /// <summary>A reader found that some numbers of a segment can't be read: they are lost, and nobody may wait for them.</summary>
    internal void NoteUnreadable(Segment segment, ulong from, ulong to)
    {
        ulong lost;
        lock (gate)
        {
            // A segment that is gone was acknowledged, or its loss was noted already.
            if (!segments.Contains(segment))
            {
                return;
            }

            lost = segment.Numbers.Remove(Math.Max(from, acked + 1), to);
            LostBatches += lost;
        }

        if (lost > 0)
        {
            AgentMeter.BatchesLost.Add((long)lost);
            LogUnreadable(segment.Path, lost);
        }
    }

    private void DeleteAcknowledged()
    {
        while (segments.Count > 1 && (segments[0].Numbers.IsEmpty || segments[0].Numbers.Last <= acked))
        {
            Delete(segments[0]);
        }
    }

    /// <summary>Makes room for some bytes; when only unacknowledged batches are left, the oldest are given up.</summary>
    private void MakeRoom(long bytes)
    {
        lock (gate)
        {
            var held = segments.Sum(segment => segment.DurableBytes);
            while (segments.Count > 1 && held + bytes > limitBytes)
            {
                var oldest = segments[0];
                var lost = oldest.Numbers.CountAbove(acked);
                held -= oldest.DurableBytes;
                if (lost > 0)
                {
                    LostBatches += lost;
                    AgentMeter.BatchesLost.Add((long)lost);
                    LogFull(limitBytes >> 20, lost, oldest.Numbers.FirstAbove(acked)!.Value, oldest.Numbers.Last);
                }

                Delete(oldest);
            }
        }
    }

    private void Delete(Segment segment)
    {
        segments.Remove(segment);
        try
        {
            File.Delete(segment.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It only takes room: the mark in a newer segment says that its batches are done, and the next start tries again.
            LogNotDeleted(segment.Path, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Batches} batches in the spool file {File} can't be read any more and are lost")]
    private partial void LogUnreadable(string file, ulong batches);

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool is full ({LimitMegabytes} MB): the oldest {Batches} batches, {First} to {Last}, are given up and will be missing in the cloud")]
    private partial void LogFull(long limitMegabytes, ulong batches, ulong first, ulong last);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool file {File} is done with but can't be deleted: {Reason}")]
    private partial void LogNotDeleted(string file, string reason);
}
