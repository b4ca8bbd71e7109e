using Microsoft.Extensions.Time.Testing;
using Roost.Cloud.Live;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Tests.Live;

internal sealed class FarmBundleTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<long[]> sent = [];

    [Test]
    public void A_change_after_a_pause_goes_at_once_and_those_that_follow_go_together_in_their_order()
    {
        using var bundle = new FarmBundle(time, deltas => sent.Add([.. deltas.Select(delta => delta.Number)]));

        bundle.Add(Delta(1));
        Assert.That(sent, Is.EqualTo(new long[][] { [1] }));

        bundle.Add(Delta(2));
        time.Advance(FarmBundle.LongestWait / 2);
        bundle.Add(Delta(3));
        Assert.That(sent, Has.Count.EqualTo(1));
        time.Advance(FarmBundle.LongestWait / 2);
        Assert.That(sent, Is.EqualTo(new long[][] { [1], [2, 3] }));

        bundle.Add(Delta(4));
        time.Advance(FarmBundle.LongestWait);
        time.Advance(FarmBundle.LongestWait);
        bundle.Add(Delta(5));
        Assert.That(sent, Is.EqualTo(new long[][] { [1], [2, 3], [4], [5] }), "nothing is sent where nothing changed, and after a pause there is no waiting");
    }

    private static CoopDelta Delta(long number) => new("farm", "coop", number, null, true, null, default, [], []);
}
