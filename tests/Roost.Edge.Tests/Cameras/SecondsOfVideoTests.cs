using CsCheck;
using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

internal sealed class SecondsOfVideoTests
{
    [Test]
    public void Every_second_has_the_mean_of_what_moved_in_it()
    {
        // The fifth picture is taken at second 1: it tells what moved until then.
        var ended = Of(4, [null, 1, 2, 3, 4, 10, 20, 30]);

        Assert.That(ended, Is.EqualTo(new SecondOfVideo[] { new(2.5, 4, TimeSpan.FromSeconds(1)), new(20, 3, TimeSpan.FromSeconds(2)) }));
    }

    [Test]
    public void A_second_is_ended_by_the_picture_at_its_end_without_waiting_for_another()
    {
        var seconds = new SecondsOfVideo(1);
        var ended = new List<SecondOfVideo>();
        seconds.Add(TimeSpan.Zero, null, ended);
        Assert.That(ended, Is.Empty);

        seconds.Add(TimeSpan.FromSeconds(1), 5, ended);

        Assert.That(ended, Is.EqualTo(new SecondOfVideo[] { new(5, 1, TimeSpan.FromSeconds(1)) }));
    }

    [TestCase(5, 1, Description = "A quarter of a second is too little to stand for one")]
    [TestCase(6, 2)]
    [TestCase(7, 2)]
    [TestCase(9, 2)]
    public void The_last_part_counts_from_half_a_second_on(int pictures, int seconds) =>
        Assert.That(Of(4, [.. Enumerable.Repeat<double?>(1, pictures)]), Has.Count.EqualTo(seconds));

    [Test]
    public void The_end_of_a_part_is_the_end_of_its_last_picture() =>
        Assert.That(Of(4, [1, 1, 1, 1, 1, 1])[^1].End, Is.EqualTo(TimeSpan.FromSeconds(1.5)));

    [Test]
    public void A_video_of_any_length_and_rate_has_one_value_for_each_second() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 300]).Sample((rate, pictures) =>
        {
            var ended = Of(rate, [.. Enumerable.Range(0, pictures).Select(index => index == 0 ? null : (double?)index)]);
            var whole = pictures / rate;
            var more = pictures % rate > 0 && pictures % rate * 2 >= rate ? 1 : 0;
            return ended.Count == whole + more
                && ended.Take(whole).Select((second, index) => second.End == TimeSpan.FromSeconds(index + 1)).All(right => right);
        });

    [Test]
    public void No_pair_of_pictures_counts_twice_or_is_lost() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 10]).Sample((rate, seconds) =>
            Of(rate, [.. Enumerable.Range(0, rate * seconds).Select(index => index == 0 ? null : (double?)1)]).Sum(second => second.Comparisons)
                == (rate * seconds) - 1);

    [Test]
    public void A_second_without_a_picture_is_left_out()
    {
        var seconds = new SecondsOfVideo(4);
        var ended = new List<SecondOfVideo>();

        seconds.Add(TimeSpan.Zero, null, ended);
        seconds.Add(TimeSpan.FromSeconds(0.25), 3, ended);
        seconds.Add(TimeSpan.FromSeconds(5), 7, ended);

        Assert.That(ended, Is.EqualTo(new SecondOfVideo[] { new(3, 1, TimeSpan.FromSeconds(1)), new(7, 1, TimeSpan.FromSeconds(5)) }));
    }

    [Test]
    public void Pictures_a_little_early_or_late_stay_in_their_second() =>
        Gen.Double[-0.12, 0.12].Array[41].Sample(jitter =>
        {
            var seconds = new SecondsOfVideo(4);
            var ended = new List<SecondOfVideo>();
            for (var index = 0; index < jitter.Length; index++)
            {
                seconds.Add(TimeSpan.FromSeconds((index * 0.25) + (index == 0 ? 0 : jitter[index])), index == 0 ? null : 1, ended);
            }

            return ended.Count == 10 && ended.TrueForAll(second => second.Comparisons == 4);
        });

    private static List<SecondOfVideo> Of(int rate, double?[] shares)
    {
        var seconds = new SecondsOfVideo(rate);
        var all = new List<SecondOfVideo>();
        for (var index = 0; index < shares.Length; index++)
        {
            seconds.Add(TimeSpan.FromSeconds((double)index / rate), shares[index], all);
        }

        if (seconds.Finish() is { } last)
        {
            all.Add(last);
        }

        return all;
    }
}
