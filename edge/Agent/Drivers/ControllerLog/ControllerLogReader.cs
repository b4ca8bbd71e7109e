using System.Text;
using Microsoft.Win32.SafeHandles;
using Roost.Domain.Readings;
using Roost.Edge.Spool;

namespace Roost.Edge.Drivers.ControllerLog;

/// <summary>A line that was no reading.</summary>
internal readonly record struct RefusedLine(long Line, string Problem);

/// <summary>Some lines of a log.</summary>
/// <param name="Position">Where reading goes on behind them.</param>
internal sealed record LogPiece(IReadOnlyList<Reading> Readings, IReadOnlyList<RefusedLine> Refused, SourcePosition Position);

/// <summary>Reads a log piece by piece, from any position, in bounded memory.</summary>
internal sealed class ControllerLogReader(SafeFileHandle handle, TimeProvider clock)
{
    /// <summary>Most readings of a piece.</summary>
    public const int LargestPiece = 500;

    private const byte NewLine = (byte)'\n';

    private readonly byte[] window = new byte[64 << 10];

    /// <summary>Reads on from a position; the same position comes back when no whole line follows.</summary>
    /// <param name="takeUnfinished">Whether the file's last line counts though no line break ends it.</param>
    public LogPiece Next(SourcePosition from, bool takeUnfinished)
    {
        var bytes = window.AsSpan(0, RandomAccess.Read(handle, window, from.Offset));
        var isEndOfFile = bytes.Length < window.Length;
        var readings = new List<Reading>();
        var refused = new List<RefusedLine>();
        var position = from;
        var now = clock.GetUtcNow();
        while (readings.Count < LargestPiece && !bytes.IsEmpty)
        {
            var length = bytes.IndexOf(NewLine);
            if (length < 0)
            {
                if (isEndOfFile ? !takeUnfinished : position != from)
                {
                    break;
                }

                // The unfinished end of the file, or a line as long as the window: it is taken as a line, and so refused.
                length = bytes.Length;
            }

            var step = Math.Min(length + 1, bytes.Length);
            position = position with { Offset = position.Offset + step, Line = position.Line + 1 };
            Take(bytes[..length], position.Line, now, readings, refused);
            bytes = bytes[step..];
        }

        return new(readings, refused, position);
    }

    private static void Take(ReadOnlySpan<byte> bytes, long line, DateTimeOffset now, List<Reading> readings, List<RefusedLine> refused)
    {
        var text = Encoding.UTF8.GetString(bytes.TrimEnd("\r "u8)).AsSpan().TrimStart('\uFEFF');
        if (text.IsWhiteSpace() || (line == 1 && text.SequenceEqual(ControllerLogLine.Header)))
        {
            return;
        }

        if (ControllerLogLine.TryParse(text, now, out var reading, out var problem))
        {
            readings.Add(reading);
        }
        else
        {
            refused.Add(new(line, problem));
        }
    }
}
