using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Roost.Cloud.Ingest;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Ingest;

internal sealed class RejectionsTests
{
    [Test]
    public void A_minutes_refusals_make_one_line_and_none_is_told_twice()
    {
        using var rejections = new Rejections(TimeProvider.System, NullLogger<Rejections>.Instance);
        rejections.Add(Rejection.NotSparkplug, 1000);
        rejections.Add(Rejection.BadName);
        var first = rejections.News();
        var second = rejections.News();
        rejections.Add(Rejection.BadName, 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo("bad-name 1, not-sparkplug 1000"));
            Assert.That(second, Is.Null);
            Assert.That(rejections.News(), Is.EqualTo("bad-name 2"));
            Assert.That(rejections.CountOf(Rejection.BadName), Is.EqualTo(3));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task As_a_running_service_it_is_silent_for_a_minute_then_says_all_in_one_line(CancellationToken cancellationToken)
    {
        var time = new FakeTimeProvider();
        using var log = new KeptLog();
        using var rejections = new Rejections(time, log.For<Rejections>());
        await rejections.StartAsync(cancellationToken);

        for (var refusal = 0; refusal < 500; refusal++)
        {
            rejections.Add(Rejection.NotSparkplug);
        }

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(log.Lines, Is.Empty);
        for (var refusal = 0; refusal < 500; refusal++)
        {
            rejections.Add(Rejection.NotSparkplug);
        }

        // A line that came early would have fewer in it, and this one would have the rest.
        time.Advance(TimeSpan.FromSeconds(1));
        await Until.IsTrueAsync(() => log.Lines.Count > 0, cancellationToken);
        Assert.That(log.Lines, Is.EqualTo(new[] { "Refused or lost on the way in within the last minute: not-sparkplug 1000." }));

        // A quiet minute has no line; the next refusal waits for the end of its own.
        time.Advance(TimeSpan.FromMinutes(1));
        rejections.Add(Rejection.BadName);
        time.Advance(TimeSpan.FromMinutes(1));
        await Until.IsTrueAsync(() => log.Lines.Count > 1, cancellationToken);
        await rejections.StopAsync(cancellationToken);
        Assert.That(log.Lines.Skip(1), Is.EqualTo(new[] { "Refused or lost on the way in within the last minute: bad-name 1." }));
    }
}
