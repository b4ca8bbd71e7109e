using CsCheck;

namespace Roost.Sparkplug.Tests;

internal sealed class NodeSessionTests
{
    private static readonly Topic NodeBirth = new("farm", MessageKind.NodeBirth, "agent");
    private static readonly Topic NodeDeath = new("farm", MessageKind.NodeDeath, "agent");
    private static readonly Topic CoopBirth = new("farm", MessageKind.DeviceBirth, "agent", "coop");
    private static readonly Topic CoopDeath = new("farm", MessageKind.DeviceDeath, "agent", "coop");
    private static readonly Topic CoopData = new("farm", MessageKind.DeviceData, "agent", "coop");

    private readonly List<ResolvedMetric<string>> resolved = [];

    [Test]
    public void An_alias_stands_for_the_name_of_the_birth()
    {
        var session = Born();
        Assert.That(session.Receive(CoopData, Data(2, 7, 21.5), resolved), Is.EqualTo(SessionVerdict.Accepted));
        Assert.That(resolved.Single().Known, Is.EqualTo("coop:temperature/front"));
    }

    [Test]
    public void Data_of_a_node_without_birth_asks_for_one()
    {
        Assert.That(NewSession().Receive(CoopData, Data(2, 7, 21.5), resolved), Is.EqualTo(SessionVerdict.Unborn));
        Assert.That(resolved, Is.Empty);
    }

    [Test]
    public void Data_of_a_device_without_birth_asks_for_one()
    {
        var session = Born();
        Assert.That(session.Receive(CoopData with { Device = "other" }, Data(2, 7, 21.5), resolved), Is.EqualTo(SessionVerdict.Unborn));
    }

    [Test]
    public void An_unknown_alias_asks_for_a_birth()
    {
        Assert.That(Born().Receive(CoopData, Data(2, 99, 1), resolved), Is.EqualTo(SessionVerdict.Unborn));
        Assert.That(resolved, Is.Empty);
    }

    [Test]
    public void A_missing_message_is_noticed_and_the_data_still_read() =>
        Gen.Int[0, 255].Sample(skipped =>
        {
            var (session, metrics) = (Born(), new List<ResolvedMetric<string>>());
            var verdict = session.Receive(CoopData, Data((ulong)((2 + skipped) % 256), 7, 1), metrics);
            Assert.That(verdict, Is.EqualTo(skipped == 0 ? SessionVerdict.Accepted : SessionVerdict.AcceptedAfterGap));
            Assert.That(metrics, Has.Count.EqualTo(1));
        });

    [Test]
    public void The_sequence_goes_round_after_255()
    {
        var session = Born();
        for (var index = 2; index < 1_000; index++)
        {
            Assert.That(session.Receive(CoopData, Data((ulong)(index % 256), 7, index), resolved), Is.EqualTo(SessionVerdict.Accepted));
        }
    }

    [Test]
    public void A_will_of_an_earlier_connection_does_not_kill_the_node()
    {
        var session = Born();
        Assert.That(session.Receive(NodeDeath, Death(4), resolved), Is.EqualTo(SessionVerdict.Ignored));
        Assert.That(session.Receive(NodeDeath, new Payload(1, null, []), resolved), Is.EqualTo(SessionVerdict.Ignored));
        Assert.That(session.IsBorn, Is.True);
        Assert.That(session.Receive(NodeDeath, Death(5), resolved), Is.EqualTo(SessionVerdict.Accepted));
        Assert.That(session.IsBorn, Is.False);
    }

    [Test]
    public void After_a_device_death_its_data_asks_for_a_birth()
    {
        var session = Born();
        session.Receive(CoopDeath, new Payload(1, 2, []), resolved);
        Assert.That(session.Receive(CoopData, Data(3, 7, 1), resolved), Is.EqualTo(SessionVerdict.Unborn));
    }

    [Test]
    public void Integers_without_a_type_take_the_type_of_the_birth()
    {
        var session = NewSession();
        session.Receive(NodeBirth, new Payload(1, 0, []), resolved);
        session.Receive(CoopBirth, new Payload(1, 1, [new Metric("n", 1, 1, MetricValue.OfInt32(0))]), resolved);
        var untyped = new Metric(null, 1, 1, MetricValue.OfInteger(MetricType.UInt32, unchecked((uint)-5)));
        session.Receive(CoopData, new Payload(1, 2, [untyped]), resolved);
        Assert.That(resolved.Single().Metric.Value.TryGetDouble(out var value) ? value : 0, Is.EqualTo(-5));
    }

    [Test]
    public void Endless_unannounced_names_do_not_fill_the_memory()
    {
        var known = 0;
        var session = new NodeSession<int>((_, _, _) => ++known);
        var list = new List<ResolvedMetric<int>>();
        session.Receive(NodeBirth, new Payload(1, 0, []), list);
        session.Receive(CoopBirth, new Payload(1, 1, []), list);
        for (var round = 0; round < 2; round++)
        {
            for (var index = 0; index < 1_100; index++)
            {
                session.Receive(CoopData, new Payload(1, null, [new Metric($"name-{index}", null, 1, MetricValue.OfDouble(1))]), list);
            }
        }

        Assert.That(known, Is.EqualTo(1_200), "1,000 names are remembered, the 100 beyond are made anew each time");
    }

    private static Payload Data(ulong sequence, ulong alias, double value) =>
        new(1, sequence, [new Metric(null, alias, 1, MetricValue.OfDouble(value))]);

    private static Payload Death(ulong birthDeathSequence) =>
        new(1, null, [new Metric(NodeMetrics.BirthDeathSequence, null, 1, MetricValue.OfUInt64(birthDeathSequence))]);

    private static NodeSession<string> NewSession() => new((device, name, _) => $"{device}:{name}");

    private static NodeSession<string> Born()
    {
        var (session, resolved) = (NewSession(), new List<ResolvedMetric<string>>());
        var birth = new Metric(NodeMetrics.BirthDeathSequence, null, 1, MetricValue.OfUInt64(5));
        Assert.That(session.Receive(NodeBirth, new Payload(1, 0, [birth]), resolved), Is.EqualTo(SessionVerdict.Accepted));
        var temperature = new Metric("temperature/front", 7, 1, MetricValue.OfDouble(20));
        Assert.That(session.Receive(CoopBirth, new Payload(1, 1, [temperature]), resolved), Is.EqualTo(SessionVerdict.Accepted));
        return session;
    }
}
