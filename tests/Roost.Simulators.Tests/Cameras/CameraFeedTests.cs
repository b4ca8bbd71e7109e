using Roost.Simulators.Cameras;

namespace Roost.Simulators.Tests.Cameras;

[CancelAfter(10_000)]
internal sealed class CameraFeedTests
{
    [Test]
    public async Task A_viewer_that_was_slow_sees_the_newest_and_none_twice(CancellationToken cancellationToken)
    {
        var feed = new CameraFeed<int>();
        await using var fast = feed.WatchAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var slow = feed.WatchAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (fastSees, slowSees) = (fast.MoveNextAsync().AsTask(), slow.MoveNextAsync().AsTask());
        for (var picture = 1; picture <= 5; picture++)
        {
            feed.Publish(picture);
            await fastSees;
            Assert.That(fast.Current, Is.EqualTo(picture));
            fastSees = fast.MoveNextAsync().AsTask();

            // It asks for one, and not again before the last is out.
            await slowSees;
            Assert.That(slow.Current, Is.EqualTo(1));
        }

        Assert.That(await slow.MoveNextAsync() ? slow.Current : 0, Is.EqualTo(5), "2 to 4 went by");

        feed.Cut();
        Assert.That(await slow.MoveNextAsync(), Is.False);
        Assert.That(await fastSees, Is.False);
        Assert.That(feed.HasViewers, Is.False);
    }
}
