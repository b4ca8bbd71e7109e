using Roost.Edge.Uplink;

namespace Roost.Edge.Tests.Uplink;

internal sealed class SendWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public void Backlog_has_room_for_one_window()
    {
        var window = new SendWindow(0);
        for (var number = 1UL; number <= SendWindow.Size; number++)
        {
            Assert.That(window.HasRoom);
            window.SentBacklog(number, Start);
        }

        Assert.That(window.HasRoom, Is.False);
        Assert.That(window.TryAcknowledge(1, Start));
        Assert.That(window.HasRoom);
    }

    [Test]
    public void Live_batches_take_no_room_and_are_recognised_in_order()
    {
        var window = new SendWindow(0);
        for (var number = 100UL; number < 300; number += 2)
        {
            window.SentLive(number, Start);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(window.HasRoom);
            Assert.That(window.WentLive(99), Is.False);
            Assert.That(window.WentLive(100));
            Assert.That(window.WentLive(101), Is.False);
            Assert.That(window.WentLive(298));
            Assert.That(window.WentLive(299), Is.False);
        }
    }

    [Test]
    public void An_acknowledgement_of_what_was_never_sent_is_refused()
    {
        var window = new SendWindow(everSentThrough: 10);
        window.SentLive(20, Start);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(window.TryAcknowledge(21, Start), Is.False);
            Assert.That(window.TryAcknowledge(9, Start), "sent before the restart");
            Assert.That(window.TryAcknowledge(20, Start));
            Assert.That(window.TryAcknowledge(5, Start), "late, but no lie");
            Assert.That(window.Floor, Is.EqualTo(21));
        }

        window.Announce(1000);
        Assert.That(window.TryAcknowledge(999, Start), "the birth said that nothing below 1000 comes");
    }

    [Test]
    public void Only_a_standstill_of_the_acknowledgement_is_overdue()
    {
        var window = new SendWindow(0);
        var late = Start + SendWindow.AckTimeout;
        Assert.That(window.IsOverdue(late), Is.False, "nothing waits");
        window.SentLive(1, Start);
        window.SentLive(2, Start.AddSeconds(9));
        Assert.That(window.IsOverdue(late));
        window.TryAcknowledge(1, late);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(window.IsOverdue(late.AddSeconds(9)), Is.False, "it goes on");
            Assert.That(window.IsOverdue(late.AddSeconds(10)));
        }

        window.TryAcknowledge(2, late);
        Assert.That(window.IsOverdue(late.AddDays(1)), Is.False, "everything is acknowledged");
    }
}
