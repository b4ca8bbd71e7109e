using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;
using Roost.Edge.Signals;

namespace Roost.Edge.Tests.Cameras;

[CancelAfter(20_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CameraAbsenceTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));
    private readonly TestSink sink = new();

    [Test]
    public async Task It_is_told_at_once_and_then_each_period(CancellationToken cancellationToken)
    {
        var absence = new CameraAbsence(new SeriesDefinition(Quantity.Activity, "yard", 0, TimeSpan.FromSeconds(10)), clock, sink);
        var back = new TaskCompletionSource();
        await absence.BeginAsync("No picture came for 10 s.", cancellationToken);

        var reporting = absence.ReportUntilAsync(back.Task, cancellationToken);
        var first = await sink.NextAsync(Quality.Bad, cancellationToken);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(sink.Readings, Has.Count.EqualTo(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await sink.NextAsync(Quality.Bad, cancellationToken);
        back.SetResult();
        await reporting;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(new Reading(Quantity.Activity, "yard", clock.Start, null, Quality.Bad, "No picture came for 10 s.")));
            Assert.That(second.TakenAt - first.TakenAt, Is.EqualTo(TimeSpan.FromSeconds(10)));
        }
    }

    [Test]
    public async Task The_same_reason_is_no_news_and_another_one_is(CancellationToken cancellationToken)
    {
        var absence = new CameraAbsence(new SeriesDefinition(Quantity.Activity, "yard", 0, TimeSpan.FromSeconds(10)), clock, sink);

        var news = new[]
        {
            await absence.BeginAsync("a", cancellationToken),
            await absence.BeginAsync("a", cancellationToken),
            await absence.BeginAsync("b", cancellationToken),
        };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(news, Is.EqualTo(new[] { true, false, true }));
            Assert.That(sink.Readings.Select(reading => reading.Reason), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(absence.End(), Is.True);
            Assert.That(absence.End(), Is.False);
        }
    }
}
