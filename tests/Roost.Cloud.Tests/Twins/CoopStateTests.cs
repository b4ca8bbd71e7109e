using CsCheck;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Twins;

internal sealed class CoopStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Reading> AnyReading =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 50], Gen.Double[0, 40]).Select((place, second, value) => At(second, value, $"place-{place}"));

    [Test]
    public void Whatever_the_order_the_newest_of_each_series_remains() =>
        AnyReading.List[1, 50].Sample(readings =>
        {
            var state = New();
            foreach (var reading in readings)
            {
                state.Take(reading);
            }

            var newest = readings.GroupBy(reading => reading.Place).Select(series => series.Max(reading => reading.TakenAt));
            return Latest(state).Select(reading => reading.TakenAt).Order().SequenceEqual(newest.Order());
        });

    [Test]
    public void A_snapshot_and_the_deltas_after_it_make_the_next_snapshot() =>
        Gen.Select(AnyReading.List[0, 30], AnyReading.List[1, 30], Gen.Int[1, 5]).Sample((before, after, every) =>
        {
            var state = New();
            before.ForEach(reading => state.Take(reading));
            var seen = Latest(state).ToDictionary(reading => reading.Place);
            var number = state.Snapshot(Start, 1, "UTC").Number;
            for (var index = 0; index < after.Count; index++)
            {
                state.Take(after[index]);
                if (index % every == 0 || index == after.Count - 1)
                {
                    var delta = state.NextDelta(Start);
                    if (delta.Number != ++number)
                    {
                        return false;
                    }

                    foreach (var latest in delta.Latest)
                    {
                        seen[latest.Reading.Place] = latest.Reading;
                    }
                }
            }

            return Latest(state).SequenceEqual(seen.Values.OrderBy(reading => reading.Place, StringComparer.Ordinal));
        });

    [Test]
    public void A_birth_gives_period_and_last_value_but_none_that_is_older()
    {
        var state = New();
        state.Take(At(10, 25));
        state.Bear(new CoopBirth("agent-1", Start, [new(Quantity.Temperature, "front", 5, At(3, 20)), new(Quantity.Ammonia, "front", 5, null)]));

        var snapshot = state.Snapshot(Start, 1, "UTC");
        Assert.That(snapshot.Latest, Is.EqualTo(new[] { new SeriesLatest(At(10, 25), 5) }));
    }

    [Test]
    public void The_death_of_another_agent_than_the_present_changes_nothing()
    {
        var state = New();
        state.Bear(new CoopBirth("old", Start, []));
        state.Bear(new CoopBirth("new", Start.AddSeconds(1), []));
        state.NextDelta(Start);
        state.Lose("old", Start.AddSeconds(2));

        var snapshot = state.Snapshot(Start, 1, "UTC");
        Assert.That((snapshot.Agent, snapshot.Online, snapshot.OnlineChangedAt, state.HasNews), Is.EqualTo(("new", true, Start.AddSeconds(1), false)));
    }

    [Test]
    public void A_rebirth_does_not_change_since_when_it_is_online()
    {
        var state = New();
        state.Bear(new CoopBirth("agent-1", Start, []));
        state.NextDelta(Start);
        state.Bear(new CoopBirth("agent-1", Start.AddHours(1), []));

        Assert.That(state.Snapshot(Start, 1, "UTC").OnlineChangedAt, Is.EqualTo(Start));
        Assert.That(state.HasNews, Is.False);
    }

    [Test]
    public void Invented_places_and_cameras_can_not_fill_the_memory()
    {
        var state = New();
        for (var index = 0; index < 10_000; index++)
        {
            state.Take(At(1, 1, $"place-{index}"));
            state.Show(new PreviewStamp($"camera-{index}", Start));
        }

        var snapshot = state.Snapshot(Start, 1, "UTC");
        Assert.That((snapshot.Latest.Count, snapshot.Previews.Count), Is.EqualTo((2_000, 100)));
    }

    private static CoopState New() => new("farm", "coop", 7);

    private static IEnumerable<Reading> Latest(CoopState state) => state.Snapshot(Start, 1, "UTC").Latest.Select(latest => latest.Reading);

    private static Reading At(int second, double value, string place = "front") =>
        new(Quantity.Temperature, place, Start.AddSeconds(second), value, Quality.Good);
}
