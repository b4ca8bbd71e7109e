using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Api.Series;

/// <summary>Courses as an Arrow IPC stream, one record batch a series. A gap is a row whose figures are null.</summary>
internal static class SeriesArrow
{
    public const string ContentType = "application/vnd.apache.arrow.stream";

    private static readonly TimestampType Time = new(TimeUnit.Millisecond, "UTC");

    private static readonly Schema Schema = new(
        [
            new Field("at", Time, nullable: false),
            new Field("coop", StringType.Default, nullable: false),
            new Field("quantity", StringType.Default, nullable: false),
            new Field("place", StringType.Default, nullable: false),
            new Field("mean", DoubleType.Default, nullable: true),
            new Field("minimum", DoubleType.Default, nullable: true),
            new Field("maximum", DoubleType.Default, nullable: true),
            new Field("last", DoubleType.Default, nullable: true),
            new Field("readings", Int64Type.Default, nullable: false),
            new Field("good", DoubleType.Default, nullable: true),
        ],
        null);

    public static async Task WriteAsync(IAsyncEnumerable<SeriesAnswer> answers, Stream body, CancellationToken cancellationToken)
    {
        using var writer = new ArrowStreamWriter(body, Schema, leaveOpen: true);
        await writer.WriteStartAsync(cancellationToken);
        await foreach (var answer in answers.WithCancellation(cancellationToken))
        {
            using var batch = new RecordBatch(Schema, Columns(answer), answer.Times.Count);
            await writer.WriteRecordBatchAsync(batch, cancellationToken);
        }

        await writer.WriteEndAsync(cancellationToken);
    }

    private static IEnumerable<IArrowArray> Columns(SeriesAnswer answer)
    {
        var times = new TimestampArray.Builder(Time);
        foreach (var seconds in answer.Times)
        {
            times.Append(DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1_000)));
        }

        yield return times.Build();
        yield return Same(answer.Coop, answer.Times.Count);
        yield return Same(QuantityFacts.Of(answer.Quantity).Name, answer.Times.Count);
        yield return Same(answer.Place, answer.Times.Count);
        yield return Numbers(answer.Mean);
        yield return Numbers(answer.Minimum);
        yield return Numbers(answer.Maximum);
        yield return Numbers(answer.Last);
        yield return new Int64Array.Builder().AppendRange(answer.Readings).Build();
        yield return Numbers(answer.Good);
    }

    private static StringArray Same(string text, int count) => new StringArray.Builder().AppendRange(Enumerable.Repeat(text, count)).Build();

    private static DoubleArray Numbers(IReadOnlyList<double?> numbers)
    {
        var column = new DoubleArray.Builder();
        foreach (var number in numbers)
        {
            column.Append(number);
        }

        return column.Build();
    }
}
