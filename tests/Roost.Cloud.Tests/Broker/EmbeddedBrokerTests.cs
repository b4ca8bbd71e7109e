using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Roost.Cloud.Ingest;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Broker;

internal sealed class EmbeddedBrokerTests
{
    // MQTT 3.1.1: CONNECT as "slow" with a clean session, no keep-alive; then SUBSCRIBE to "x" at QoS 0.
    private static readonly byte[] ConnectAndSubscribe =
    [
        0x10, 16, 0, 4, .. "MQTT"u8, 4, 2, 0, 0, 0, 4, .. "slow"u8,
        0x82, 6, 0, 1, 0, 1, .. "x"u8, 0,
    ];

    [Test, CancelAfter(60_000)]
    public async Task A_payload_above_the_limit_ends_only_its_own_connection(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var house = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await house.BirthWithTemperatureAsync("coop-1");
        await using (var hostile = await cloud.ConnectAsync("demo-farm", "hostile", cancellationToken))
        {
            Assert.That(
                async () => await hostile.PublishAsync("spBv1.0/demo-farm/DDATA/hostile/coop-1", new byte[10 * 1024 * 1024]),
                Throws.Exception, "ten megabytes, where four are allowed");
        }

        await house.DataAsync("coop-1", 1, TestAgent.Now, 21);
        await house.AckedAsync(1, cancellationToken);

        Assert.That(cloud.Rejections.CountOf(Rejection.PacketTooLarge), Is.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task What_a_slow_client_loses_is_counted(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--Broker:MaximumPendingMessages", "100"]);
        using var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync("127.0.0.1", cloud.BrokerPort, cancellationToken);
        await slow.GetStream().WriteAsync(ConnectAndSubscribe, cancellationToken);
        await slow.GetStream().ReadExactlyAsync(new byte[9], cancellationToken);
        await using var fast = await cloud.ConnectAsync("demo-farm", "fast", cancellationToken);
        var payload = new byte[100_000];

        while (cloud.Rejections.CountOf(Rejection.BrokerOverflow) == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await fast.PublishAsync("x", payload);
        }

        using var counts = await cloud.Http.GetAsync("/api/diagnostics/rejections", cancellationToken);
        Assert.That(await counts.Content.ReadAsStringAsync(cancellationToken), Does.Contain("broker-overflow"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Connections_beyond_the_most_are_counted_each_and_told_once(CancellationToken cancellationToken)
    {
        using var log = new KeptLog();
        await using var cloud = await TestCloud.StartAsync(
            cancellationToken, ["--Broker:MaximumConnections", "1"], configure: builder => builder.Logging.AddProvider(log));
        // The one is the service's own.
        for (var further = 0; further < 50; further++)
        {
            using var refused = new TcpClient();
            await refused.ConnectAsync("127.0.0.1", cloud.BrokerPort, cancellationToken);
            Assert.That(await refused.GetStream().ReadAsync(new byte[1], cancellationToken), Is.Zero, "it is closed");
        }

        // A connection is closed before it is counted.
        await Until.IsTrueAsync(() => cloud.Rejections.CountOf(Rejection.ConnectionRefused) >= 50, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Rejections.CountOf(Rejection.ConnectionRefused), Is.EqualTo(50));
            Assert.That(log.Lines.Count(line => line.Contains("as many as it takes", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_service_works_on_another_broker_too(CancellationToken cancellationToken)
    {
        await using var first = await TestCloud.StartAsync(cancellationToken);
        await using var second = await TestCloud.StartAsync(
            cancellationToken, ["--Broker:Embedded", "false", "--Broker:Host", "127.0.0.1", "--Broker:Port", $"{first.BrokerPort}"]);
        await using var house = await first.ConnectAsync("demo-farm", "agent-1", cancellationToken);

        await house.BirthWithTemperatureAsync("coop-1");
        await house.DataAsync("coop-1", 1, TestAgent.Now, 21);

        var snapshot = await second.CoopAsync("demo-farm", "coop-1", found => found.Latest.Count > 0, cancellationToken);
        Assert.That(snapshot.Latest[0].Reading.Value, Is.EqualTo(21));
    }
}
