using CsCheck;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

internal sealed class SeriesShapeTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_period_is_cut_into_at_most_the_asked_number_of_rows() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.Long[1, 600_000_000_000], Gen.Int[2, 5000]).Sample((from, length, points) =>
        {
            var bucket = SeriesShape.BucketMilliseconds(Query(from, from + length, points));
            return ((from + length - 1) / bucket) - (from / bucket) + 1 <= points;
        });

    [TestCase(24 * 3600, 600, 180, Description = "A day on 600 points")]
    [TestCase(3600, 600, 10, Description = "An hour")]
    [TestCase(7 * 24 * 3600, 600, 1200, Description = "A week")]
    public void The_resolution_is_a_round_length_of_time(int seconds, int points, int expectedSeconds)
    {
        var from = From.ToUnixTimeMilliseconds();

        Assert.That(SeriesShape.BucketMilliseconds(Query(from, from + (seconds * 1000L), points)), Is.EqualTo(expectedSeconds * 1000L));
    }

    [Test]
    public void A_hole_gets_one_row_of_nulls_where_the_next_value_was_due()
    {
        var answer = Answer([0, 10, 20, 30, 200, 210, 220], 0);

        Assert.That(answer.Times.Zip(answer.Mean), Is.EqualTo(new (double, double?)[]
        {
            (0, 1), (10, 1), (20, 1), (30, 1), (40, null), (200, 1), (210, 1), (220, 1),
        }));
    }

    [Test]
    public void A_series_that_reports_changes_at_once_and_otherwise_rarely_has_no_gaps()
    {
        var answer = Answer([0, 1, 2, 3, 4, 5, 6, 16, 17, 18, 28, 38, 39, 40], 0);

        Assert.That(answer.Mean, Has.None.Null);
    }

    [Test]
    public void Three_empty_buckets_are_no_gap_yet()
    {
        Assert.That(Answer([0, 60, 120, 180, 360, 420], 60).Mean, Has.None.Null);
    }

    private static SeriesAnswer Answer(int[] seconds, int bucketSeconds) => SeriesShape.Answer(
        Query(0, 1_000_000, 100), [.. seconds.Select(second => new SeriesRow(second * 1000L, 1, 1, 1))], bucketSeconds * 1000L);

    private static SeriesQuery Query(long from, long to, int points) =>
        new("farm", "coop", Quantity.Temperature, "front", At(from), At(to), points);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
