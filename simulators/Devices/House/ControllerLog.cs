using System.Globalization;
using System.Text;
using Roost.Domain.Readings;

namespace Roost.Simulators.House;

/// <summary>
/// The log that a house controller writes itself: CSV <c>time,quantity,place,value</c>, oldest first, ISO 8601 UTC, only ever appended
/// to. The time of its last whole line is what it was written up to, so a writer that was killed goes on where it stopped.
/// </summary>
internal static class ControllerLog
{
    /// <summary>The first line.</summary>
    public const string Header = "time,quantity,place,value";

    private const int TailBytes = 4096;

    /// <summary>The time of the last whole line; null when there is none. A line that was cut off is taken away.</summary>
    public static DateTimeOffset? Mend(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        stream.Seek(Math.Max(0, stream.Length - TailBytes), SeekOrigin.Begin);
        var tail = new byte[stream.Length - stream.Position];
        stream.ReadExactly(tail);
        var end = Array.LastIndexOf(tail, (byte)'\n') + 1;
        stream.SetLength(stream.Length - tail.Length + end);

        var line = Encoding.UTF8.GetString(tail.AsSpan(0, end)).TrimEnd('\n');
        line = line[(line.LastIndexOf('\n') + 1)..];
        return DateTimeOffset.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last)
            ? last
            : null;
    }

    /// <summary>Appends every value of the map at each step from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="file">The log.</param>
    /// <param name="goTo">Brings the house to a moment; they come in order.</param>
    /// <param name="valueOf">What stands behind a register then; NaN for nothing, of which no line is written.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The end; itself outside.</param>
    /// <param name="step">Between two moments.</param>
    public static void Append(
        string file, Action<DateTimeOffset> goTo, Func<HouseRegister, double> valueOf, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        using var writer = new StreamWriter(file, append: true, new UTF8Encoding(false), bufferSize: 1 << 16) { NewLine = "\n" };
        if (writer.BaseStream.Length == 0)
        {
            writer.WriteLine(Header);
        }

        // On whole steps, as controllers log.
        var first = new DateTimeOffset((from.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
        for (var when = first; when < to; when += step)
        {
            goTo(when);
            var time = when.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            foreach (var register in HouseController.Map)
            {
                var value = valueOf(register);
                if (double.IsFinite(value))
                {
                    writer.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{time},{QuantityFacts.Of(register.Quantity).Name},{register.Place},{register.Held(value)}"));
                }
            }
        }
    }
}
