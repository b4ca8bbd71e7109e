using Roost.Edge.Uplink;

namespace Roost.Edge.Tests.Uplink;

internal sealed class HostPresenceTests
{
    [Test]
    public void The_late_will_of_a_replaced_connection_changes_nothing()
    {
        var host = new HostPresence();
        host.Take(online: true, 100);
        host.Take(online: true, 200);
        host.Take(online: false, 100);
        Assert.That(host.IsOnline);
        host.Take(online: false, 200);
        Assert.That(host.IsOnline, Is.False);
    }

    [Test]
    public void A_host_whose_clock_was_set_back_is_there()
    {
        var host = new HostPresence();
        host.Take(online: true, 200);
        host.Take(online: false, 200);
        host.Take(online: true, 50);
        Assert.That(host.IsOnline);
        host.Take(online: false, 50);
        Assert.That(host.IsOnline, Is.False);
    }
}
