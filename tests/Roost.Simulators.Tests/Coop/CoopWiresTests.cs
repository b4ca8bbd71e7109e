using System.Net;
using System.Net.Sockets;
using Roost.Simulators.Coop;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Coop;

internal sealed class CoopWiresTests
{
    private const string Story = """
        title: { en: A story, zh-CN: 故事 }
        about: The mains go for a while.
        flock: { kind: ross-308, hatched: 2025-04-10, age: 20 }
        house: { sensors-on-battery: BATTERY }
        length: 6h
        events:
          - { what: power-cut, day: 0, at: "02:00", for: 1h }
        """;

    [TestCase(true, true)]
    [TestCase(false, false)]
    [CancelAfter(60_000)]
    public async Task A_house_controller_without_a_battery_is_silent_on_its_wire_while_there_is_no_power(bool hasBattery, bool answers, CancellationToken cancellationToken)
    {
        var coop = new LiveCoop(ScenarioReader.Read("story", Story.Replace("BATTERY", hasBattery ? "true" : "false", StringComparison.Ordinal)).Begin());
        var begin = coop.Now;
        await using var wires = await CoopWires.LayAsync(coop, new(0, null, null, null, null, "coop-1"), TimeProvider.System, cancellationToken);
        var port = int.Parse(wires.Addresses[0].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

        var before = await AnswersAsync(port, cancellationToken);
        coop.AdvanceTo(begin + TimeSpan.FromHours(2.5), cancellationToken);
        await wires.ShowAsync(cancellationToken);
        var during = await AnswersAsync(port, cancellationToken);
        coop.AdvanceTo(begin + TimeSpan.FromHours(3.5), cancellationToken);
        await wires.ShowAsync(cancellationToken);
        var after = await AnswersAsync(port, cancellationToken);

        Assert.That((before, during, after), Is.EqualTo((true, answers, true)));
    }

    /// <summary>Whether a register is told within a second, which is long for a device on the same machine.</summary>
    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stream = client.GetStream();

        // Function 4, one register from address 0.
        await stream.WriteAsync(new byte[] { 0, 1, 0, 0, 0, 6, 1, 4, 0, 0, 0, 1 }, cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await stream.ReadExactlyAsync(new byte[11], limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
