using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Roost.Edge.Spool;

/// <summary>
/// Reads batches from disk in the order of their numbers, one at a time, so that a backlog of any size takes no memory. One task at a
/// time; survives that segments are deleted under it.
/// </summary>
internal sealed class SpoolReader(DiskSpool spool, ulong from) : IDisposable
{
    private Segment? segment;
    private SafeFileHandle? handle;
    private RecordScanner? scanner;

    /// <summary>The lowest number that may come next.</summary>
    public ulong Next { get; private set; } = from;

    /// <summary>The next batch up to a number; false when there is none yet.</summary>
    public bool TryRead(ulong through, [NotNullWhen(true)] out SpooledBatch? batch)
    {
        batch = null;
        while (Next <= through && (segment is not null || TryOpen()))
        {
            // The durable length is read before the scan: what is behind it may be half written.
            var (limit, isActive) = spool.ExtentOf(segment!);
            var before = scanner!.Offset;
            switch (scanner.Next(limit, out var body))
            {
                case ScanVerdict.Record when SpoolRecord.IsBatch(body) && NumberOf(body) is var number && number >= Next:
                    if (number > through)
                    {
                        scanner.GoBackTo(before);
                        return false;
                    }

                    if (TryDecode(body, out batch))
                    {
                        Pass(number);
                        return true;
                    }

                    continue;

                case ScanVerdict.Record or ScanVerdict.Damage:
                    continue;

                default:
                    if (isActive)
                    {
                        return false;
                    }

                    Finish();
                    continue;
            }
        }

        return false;
    }

    /// <summary>Passes over a batch without reading it.</summary>
    public void Skip(ulong number) => Next = Math.Max(Next, number + 1);

    public void Dispose() => Close();

    private static ulong NumberOf(ReadOnlySpan<byte> body) => new BinaryReading(body[SpoolRecord.NumberOffset..]).Fixed();

    private static bool TryDecode(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SpooledBatch? batch)
    {
        try
        {
            batch = SpoolRecord.ReadBatch(body, out _);
            return true;
        }
        catch (InvalidDataException)
        {
            batch = null;
            return false;
        }
    }

    private void Pass(ulong number)
    {
        if (number > Next)
        {
            spool.NoteUnreadable(segment!, Next, number - 1);
        }

        Next = number + 1;
    }

    private void Finish()
    {
        spool.NoteUnreadable(segment!, Next, ulong.MaxValue - 1);
        Next = Math.Max(Next, spool.EndOf(segment!));
        Close();
    }

    private bool TryOpen()
    {
        while (spool.SegmentAt(Next) is { } found)
        {
            try
            {
                handle = found.OpenForReading();
                segment = found;
                scanner = new RecordScanner(handle);
                return true;
            }
            catch (FileNotFoundException)
            {
                // Acknowledged and deleted between the two lines, or removed by hand; either way it is behind us.
                spool.NoteUnreadable(found, Next, ulong.MaxValue - 1);
            }
        }

        return false;
    }

    private void Close()
    {
        handle?.Dispose();
        (segment, handle, scanner) = (null, null, null);
    }
}
