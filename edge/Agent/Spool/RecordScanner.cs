using Microsoft.Win32.SafeHandles;

namespace Roost.Edge.Spool;

/// <summary>What a scanner met.</summary>
internal enum ScanVerdict
{
    /// <summary>An intact record; the scanner stands behind it.</summary>
    Record = 1,

    /// <summary>Bytes that are no intact record; the scanner stands at the next intact one.</summary>
    Damage,

    /// <summary>Bytes that are no intact record, and none after them; the scanner still stands before them.</summary>
    DamageToTheEnd,

    /// <summary>The limit.</summary>
    End,
}

/// <summary>Walks over the records of one file through a window of it; never reads at or behind the limit it is given.</summary>
internal sealed class RecordScanner(SafeFileHandle handle)
{
    private byte[] window = new byte[128 << 10];
    private long windowStart;
    private int windowLength;

    /// <summary>Where the next record begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Goes to the next record, which is valid until the next call.</summary>
    public ScanVerdict Next(long limit, out ReadOnlySpan<byte> body)
    {
        if (Offset >= limit)
        {
            body = default;
            return ScanVerdict.End;
        }

        if (TryRead(Offset, limit, out body))
        {
            Offset += SpoolRecord.HeaderBytes + body.Length;
            return ScanVerdict.Record;
        }

        for (var candidate = Offset + 1; candidate <= limit - SpoolRecord.HeaderBytes; candidate++)
        {
            if (TryRead(candidate, limit, out _))
            {
                Offset = candidate;
                return ScanVerdict.Damage;
            }
        }

        return ScanVerdict.DamageToTheEnd;
    }

    /// <summary>Takes back the last call of <see cref="Next"/>.</summary>
    public void GoBackTo(long offset) => Offset = offset;

    /// <summary>Whether a whole record seems to stand here though its checksum is wrong; otherwise it was cut off.</summary>
    public bool IsWholeRecord(long limit) =>
        limit - Offset >= SpoolRecord.HeaderBytes
        && SpoolRecord.BodyLength(Bytes(Offset, SpoolRecord.HeaderBytes, limit)) is { } length
        && Offset + SpoolRecord.HeaderBytes + length <= limit;

    private bool TryRead(long offset, long limit, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (limit - offset < SpoolRecord.HeaderBytes
            || SpoolRecord.BodyLength(Bytes(offset, SpoolRecord.HeaderBytes, limit)) is not { } length
            || offset + SpoolRecord.HeaderBytes + length > limit)
        {
            return false;
        }

        var record = Bytes(offset, SpoolRecord.HeaderBytes + length, limit);
        if (record.Length < SpoolRecord.HeaderBytes + length || !SpoolRecord.IsIntact(record, record[SpoolRecord.HeaderBytes..]))
        {
            return false;
        }

        body = record[SpoolRecord.HeaderBytes..];
        return true;
    }

    private ReadOnlySpan<byte> Bytes(long offset, int count, long limit)
    {
        if (offset < windowStart || offset + count > windowStart + windowLength)
        {
            if (window.Length < count)
            {
                window = new byte[count];
            }

            windowStart = offset;
            windowLength = RandomAccess.Read(handle, window.AsSpan(0, (int)Math.Min(window.Length, limit - offset)), offset);
        }

        var start = (int)(offset - windowStart);
        return window.AsSpan(start, Math.Min(count, windowLength - start));
    }
}
