using Microsoft.Extensions.Logging;

namespace Roost.Edge.Spool;

/// <summary>What was found in a spool directory at the start.</summary>
internal sealed class RecoveredSpool
{
    public List<Segment> Segments { get; } = [];

    public Dictionary<string, SourcePosition> Positions { get; } = new(StringComparer.Ordinal);

    public ulong Next { get; set; }

    public ulong Acked { get; set; }

    public bool IsNew { get; set; } = true;

    public int DamagedRecords { get; set; }
}

/// <summary>
/// Reads every record of a spool once, at the start. A tail that was cut off in the middle of a write was never reported as safe and is
/// removed; any other damage is counted and logged, and reading goes on behind it.
/// </summary>
internal static partial class SpoolRecovery
{
    public static RecoveredSpool Recover(string directory, ILogger logger)
    {
        var recovered = new RecoveredSpool();
        foreach (var unfinished in Directory.EnumerateFiles(directory, "*" + Segment.UnfinishedExtension))
        {
            File.Delete(unfinished);
        }

        var files = Directory.GetFiles(directory, "*" + Segment.Extension);
        Array.Sort(files, StringComparer.Ordinal);
        for (var index = 0; index < files.Length; index++)
        {
            recovered.IsNew = false;
            Recover(files[index], isLast: index == files.Length - 1, recovered, logger);
        }

        return recovered;
    }

    private static void Recover(string path, bool isLast, RecoveredSpool recovered, ILogger logger)
    {
        var segment = new Segment(path);
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var length = RandomAccess.GetLength(handle);
        var scanner = new RecordScanner(handle);
        while (true)
        {
            var before = scanner.Offset;
            switch (scanner.Next(length, out var body))
            {
                case ScanVerdict.Record when TryTake(body, segment, recovered):
                    continue;

                case ScanVerdict.Record:
                    recovered.DamagedRecords++;
                    LogDamage(logger, path, before, scanner.Offset - before);
                    continue;

                case ScanVerdict.Damage:
                    recovered.DamagedRecords++;
                    LogDamage(logger, path, before, scanner.Offset - before);
                    continue;

                case ScanVerdict.DamageToTheEnd when isLast && !scanner.IsWholeRecord(length):
                    LogCutTail(logger, path, length - before);
                    RandomAccess.SetLength(handle, before);
                    break;

                case ScanVerdict.DamageToTheEnd:
                    recovered.DamagedRecords++;
                    LogDamage(logger, path, before, length - before);
                    if (isLast)
                    {
                        RandomAccess.SetLength(handle, before);
                    }

                    break;
            }

            segment.DurableBytes = scanner.Offset;
            recovered.Segments.Add(segment);
            return;
        }
    }

    private static bool TryTake(ReadOnlySpan<byte> body, Segment segment, RecoveredSpool recovered)
    {
        try
        {
            Take(body, segment, recovered);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void Take(ReadOnlySpan<byte> body, Segment segment, RecoveredSpool recovered)
    {
        switch (SpoolRecord.KindOf(body))
        {
            case RecordKind.LiveBatch or RecordKind.BacklogBatch or RecordKind.AcknowledgementBatch:
                var batch = SpoolRecord.ReadBatch(body, out var position);
                if (!segment.Numbers.TryAdd(batch.Number))
                {
                    throw new InvalidDataException("A batch's number is out of order.");
                }

                recovered.Next = Math.Max(recovered.Next, batch.Number + 1);
                Remember(position, recovered);
                break;

            case RecordKind.Position:
                Remember(SpoolRecord.ReadPosition(body), recovered);
                break;

            case RecordKind.Mark:
                recovered.Acked = Math.Max(recovered.Acked, SpoolRecord.ReadMark(body));
                break;

            case RecordKind.State:
                var state = SpoolRecord.ReadState(body);
                recovered.Next = Math.Max(recovered.Next, state.Next);
                recovered.Acked = Math.Max(recovered.Acked, state.Acked);
                foreach (var each in state.Positions)
                {
                    Remember(each, recovered);
                }

                break;

            default:
                throw new InvalidDataException("A record is of an unknown kind.");
        }
    }

    private static void Remember(SourcePosition? position, RecoveredSpool recovered)
    {
        if (position is not null)
        {
            recovered.Positions[position.Source] = position;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool file {File} is damaged at byte {Offset}: {Bytes} bytes can't be read, and the readings in them are lost")]
    private static partial void LogDamage(ILogger logger, string file, long offset, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "The spool file {File} ended in the middle of a write; {Bytes} bytes that were never reported as safe are removed")]
    private static partial void LogCutTail(ILogger logger, string file, long bytes);
}
