using System.Globalization;
using System.Text;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Api.Series;

/// <summary>
/// Courses as lines of CSV (RFC 4180, UTF-8, lines end with LF), one series after the other. A gap is a line without figures. Numbers are
/// written so that they read back as the same bits.
/// </summary>
internal static class SeriesCsv
{
    public const string ContentType = "text/csv";

    /// <summary>The names of the columns.</summary>
    public const string Header = "at,coop,quantity,place,mean,minimum,maximum,last,readings,good";

    public static async Task WriteAsync(IAsyncEnumerable<SeriesAnswer> answers, Stream body, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        writer.NewLine = "\n";
        await writer.WriteLineAsync(Header);
        var line = new StringBuilder();
        await foreach (var answer in answers.WithCancellation(cancellationToken))
        {
            // A place's name has no comma, no quote and no line's end (WireName).
            var series = $",{answer.Coop},{QuantityFacts.Of(answer.Quantity).Name},{answer.Place}";
            for (var row = 0; row < answer.Times.Count; row++)
            {
                var at = DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(answer.Times[row] * 1_000));
                line.Clear()
                    .Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}{series},{answer.Mean[row]:R},{answer.Minimum[row]:R}")
                    .Append(CultureInfo.InvariantCulture, $",{answer.Maximum[row]:R},{answer.Last[row]:R},{answer.Readings[row]},{answer.Good[row]:R}");
                await writer.WriteLineAsync(line, cancellationToken);
            }
        }
    }
}
