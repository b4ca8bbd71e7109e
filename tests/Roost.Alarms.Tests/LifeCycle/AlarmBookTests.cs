using CsCheck;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;

namespace Roost.Alarms.Tests.LifeCycle;

[FixtureLifeCycle(NUnit.Framework.LifeCycle.InstancePerTestCase)]
internal sealed class AlarmBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Acknowledgement ByAnna = new("anna", Noon.AddMinutes(2), "dashboard");

    private readonly AlarmBook book = new("farm");

    [Test]
    public void An_alarm_goes_through_its_life_in_the_words_of_the_standard()
    {
        var verdict = Verdict(Noon);
        List<AlarmLifeCycle> stages = [];
        void Note(IEnumerable<AlarmChange> changes) => stages.AddRange(changes.Select(change => change.To.LifeCycle));

        Note(book.Take([new(null, verdict)], Noon, Noon));
        Note(book.Acknowledge(verdict.Alarm, ByAnna, Noon));
        Note(book.Take([new(verdict, verdict with { EndedAt = Noon.AddMinutes(5) })], Noon.AddMinutes(5), Noon.AddMinutes(5)));

        Assert.That(stages, Is.EqualTo([AlarmLifeCycle.Unacknowledged, AlarmLifeCycle.Acknowledged, AlarmLifeCycle.Normal]));
    }

    [Test]
    public void An_alarm_that_ends_unseen_waits_for_somebody()
    {
        Take(Verdict(Noon));
        Take(Verdict(Noon) with { EndedAt = Noon.AddMinutes(1) });

        Assert.That(Only().LifeCycle, Is.EqualTo(AlarmLifeCycle.ReturnedToNormalUnacknowledged));
    }

    [Test]
    public void An_alarm_in_a_house_without_birds_tells_nobody_until_they_come()
    {
        var empty = Verdict(Noon) with { Suppressed = true };
        AlarmChange[] changes = [.. Take(empty), .. Take(Verdict(Noon)), .. Take(empty), .. Take(empty with { EndedAt = Noon.AddMinutes(5) })];

        Assert.That(changes.Select(change => (change.Kind, change.To.LifeCycle, change.To.IsLoud)), Is.EqualTo([
            (AlarmChangeKind.Raised, AlarmLifeCycle.SuppressedByDesign, false),
            (AlarmChangeKind.Unsuppressed, AlarmLifeCycle.Unacknowledged, true),
            (AlarmChangeKind.Suppressed, AlarmLifeCycle.SuppressedByDesign, false),
            (AlarmChangeKind.Ended, AlarmLifeCycle.Normal, false),
        ]));
    }

    [Test]
    public void What_came_and_went_in_a_house_without_birds_does_not_silence_what_comes_with_them()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            Take(Verdict(Noon.AddMinutes(minute)) with { EndedAt = Noon.AddMinutes(minute).AddSeconds(20), Suppressed = true });
        }

        var change = Take(Verdict(Noon.AddMinutes(11))).Single();

        Assert.That((change.To.IsLoud, change.To.Flaps), Is.EqualTo((true, 1)));
    }

    [Test]
    public void What_is_known_already_changes_nothing()
    {
        Take(Verdict(Noon));
        book.Acknowledge(Verdict(Noon).Alarm, ByAnna, Noon);

        Assert.That(Take(Verdict(Noon)), Is.Empty);
        Assert.That(book.Acknowledge(Verdict(Noon).Alarm, ByAnna, Noon), Is.Empty);
    }

    [Test]
    public void An_excursion_learned_after_its_end_is_late_and_tells_nobody()
    {
        var change = Take(Verdict(Noon) with { EndedAt = Noon.AddMinutes(10) }, now: Noon.AddHours(3)).Single();

        Assert.That(change.To, Has.Property(nameof(Alarm.Late)).True.And.Property(nameof(Alarm.IsLoud)).False
            .And.Property(nameof(Alarm.LearnedAt)).EqualTo(Noon.AddHours(3)));
    }

    [Test]
    public void A_late_alarm_that_still_lasts_is_told()
    {
        var change = Take(Verdict(Noon), now: Noon.AddHours(3)).Single();

        Assert.That(change.To, Has.Property(nameof(Alarm.Late)).True.And.Property(nameof(Alarm.IsLoud)).True);
    }

    [Test]
    public void An_acknowledgement_of_a_superseded_alarm_counts_for_the_one_that_superseded_it()
    {
        var (first, moved) = (Verdict(Noon), Verdict(Noon.AddMinutes(-3)));
        Take(first);
        book.Take([new(first, moved)], Noon, Noon);
        book.Acknowledge(first.Alarm, ByAnna, Noon);

        Assert.That(book.Find(moved.Alarm), Has.Property(nameof(Alarm.Acknowledgement)).EqualTo(ByAnna)
            .And.Property(nameof(Alarm.Supersedes)).EqualTo(first.Alarm));
        Assert.That(book.Find(first.Alarm), Has.Property(nameof(Alarm.LifeCycle)).EqualTo(AlarmLifeCycle.Normal)
            .And.Property(nameof(Alarm.End)).EqualTo(AlarmEnd.Superseded));
    }

    [Test]
    public void A_withdrawn_alarm_closes_and_needs_nobody()
    {
        Take(Verdict(Noon));
        var change = book.Take([new(Verdict(Noon), null)], Noon, Noon).Single();

        Assert.That((change.Kind, change.To.End, change.To.LifeCycle), Is.EqualTo((AlarmChangeKind.Withdrawn, AlarmEnd.Withdrawn, AlarmLifeCycle.Normal)));
    }

    [Test]
    public void A_shelved_alarm_comes_back_when_its_shelf_expires()
    {
        Take(Verdict(Noon));
        book.Shelve(Verdict(Noon).Alarm, new(Noon.AddHours(1), "sensor on order", "anna", Noon), Noon);
        var before = Only().IsLoud;

        var change = book.AdvanceTo(Noon.AddHours(1)).Single();

        Assert.That((before, change.Kind, change.To.IsLoud), Is.EqualTo((false, AlarmChangeKind.Unshelved, true)));
    }

    [Test]
    public void An_alarm_that_comes_again_lies_on_the_shelf_of_its_last()
    {
        Take(Verdict(Noon));
        book.Shelve(Verdict(Noon).Alarm, new(Noon.AddHours(1), "sensor on order", "anna", Noon), Noon);
        Take(Verdict(Noon) with { EndedAt = Noon.AddMinutes(1) });

        Assert.That(Take(Verdict(Noon.AddMinutes(10)), now: Noon.AddMinutes(10)).Single().To.IsLoud, Is.False);
    }

    [Test]
    public void An_alarm_that_comes_and_goes_is_told_once_an_hour()
    {
        List<bool> loud = [];
        for (var minute = 0; minute < 120; minute += 10)
        {
            var at = Noon.AddMinutes(minute);
            loud.Add(Take(Verdict(at), now: at).Single().To.IsLoud);
            Take(Verdict(at) with { EndedAt = at.AddMinutes(1) }, now: at.AddMinutes(1));
        }

        // Three alarms, the fourth as the one that flaps, then one an hour.
        Assert.That(loud, Is.EqualTo([true, true, true, true, false, false, false, false, false, true, false, false]));
    }

    [Test]
    public void An_end_beyond_what_was_judged_again_after_a_restart_stands()
    {
        Take(Verdict(Noon));
        Take(Verdict(Noon) with { EndedAt = Noon.AddMinutes(9) });

        Assert.That(book.Take([new(null, Verdict(Noon))], Noon.AddMinutes(5), Noon.AddMinutes(10)), Is.Empty);
    }

    [Test]
    public void What_the_verdicts_no_longer_know_is_withdrawn_and_what_they_have_not_reached_stays()
    {
        Take(Verdict(Noon));
        Take(Verdict(Noon.AddMinutes(20), "rear"), now: Noon.AddMinutes(20));

        var changes = book.Reconcile("coop-1", [], [], Noon.AddMinutes(10), Noon.AddMinutes(30));

        Assert.That(changes.Select(change => (change.Kind, change.To.Id.Place)), Is.EqualTo([(AlarmChangeKind.Withdrawn, "front")]));
    }

    [Test]
    public void What_is_known_and_may_not_be_told_yet_stands_as_it_was_told()
    {
        Take(Verdict(Noon));

        var changes = book.Reconcile("coop-1", [], [Verdict(Noon).Alarm], Noon.AddMinutes(10), Noon.AddMinutes(30));

        Assert.That(changes, Is.Empty);
    }

    [Test]
    public void Acknowledgements_in_any_order_relative_to_readings_give_one_result()
    {
        var (first, moved) = (Verdict(Noon), Verdict(Noon.AddMinutes(-3)));
        Action<AlarmBook>[] readings =
        [
            known => known.Take([new(null, first)], Noon, Noon),
            known => known.Take([new(first, moved)], Noon, Noon),
            known => known.Take([new(moved, moved with { EndedAt = Noon.AddMinutes(4) })], Noon.AddMinutes(4), Noon.AddMinutes(4)),
        ];
        var acknowledgement = Gen.Select(Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 3], (ofFirst, minute, place) => (ofFirst, minute, place));
        acknowledgement.Array[1, 6].Sample(acknowledgements =>
        {
            var known = new AlarmBook("farm");
            for (var place = 0; place <= readings.Length; place++)
            {
                foreach (var (ofFirst, minute, _) in acknowledgements.Where(each => each.place == place))
                {
                    known.Acknowledge(ofFirst ? first.Alarm : moved.Alarm, new($"person {minute}", Noon.AddMinutes(minute), "link"), Noon);
                }

                if (place < readings.Length)
                {
                    readings[place](known);
                }
            }

            var earliest = acknowledgements.Min(each => each.minute);
            return known.Find(moved.Alarm) is { LifeCycle: AlarmLifeCycle.Normal, End: AlarmEnd.Over, Acknowledgement: { } by } && by.By == $"person {earliest}";
        }, iter: 5_000);
    }

    private static Verdict Verdict(DateTimeOffset start, string place = "front") =>
        new(new("temperature-high", "coop-1", place, start), AlarmSeverity.Critical, start, null, 31, 30, 31);

    private IReadOnlyList<AlarmChange> Take(Verdict verdict, DateTimeOffset? now = null) => book.Take([new(null, verdict)], verdict.EndedAt ?? verdict.RaisedAt, now ?? Noon);

    private Alarm Only() => book.Alarms.Single();
}
