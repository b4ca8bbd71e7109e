using System.Diagnostics;
using System.Text.Json;
using Roost.Domain.Readings;
using Roost.Simulation.Sensors;
using Roost.Simulators.Coop;
using Roost.Simulators.Zigbee;

namespace Roost.Simulators.Tests.Zigbee;

/// <summary>Against a broker and a client that are somebody else's.</summary>
[CancelAfter(30_000)]
internal sealed class ZigbeeGatewayTests
{
    private static readonly string? Broker = new[] { "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto" }.FirstOrDefault(File.Exists);

    [Test]
    public async Task A_device_says_what_its_sensors_show_and_one_that_died_is_offline(CancellationToken cancellationToken)
    {
        if (Broker is null)
        {
            const string Reason = "This test needs mosquitto: install mosquitto and mosquitto-clients.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(Reason);
            }

            Assert.Ignore(Reason);
        }

        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        var configuration = Path.Combine(folder.Path, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"listener {port} 127.0.0.1\nallow_anonymous true\n", cancellationToken);
        using var broker = Process.Start(new ProcessStartInfo(Broker!, ["-c", configuration]) { RedirectStandardError = true })!;
        try
        {
            while (await broker.StandardError.ReadLineAsync(cancellationToken) is { } line && !line.Contains("running", StringComparison.Ordinal))
            {
            }

            await using (var gateway = new ZigbeeGateway(new ZigbeeMessages("zigbee2mqtt", "coop-1")))
            {
                await gateway.ConnectAsync("127.0.0.1", port, cancellationToken);
                await gateway.PublishAsync(Readings(24.26, 61), cancellationToken);
                await gateway.PublishAsync(Readings(null, null), cancellationToken);
            }

            // What is retained tells the end of it; the state in between only a listener hears.
            var retained = await HearAsync(port, 2, cancellationToken);
            Assert.That(retained, Is.EquivalentTo(new[]
            {
                "zigbee2mqtt/bridge/state {\"state\":\"offline\"}",
                "zigbee2mqtt/coop-1 front/availability {\"state\":\"offline\"}",
            }));
        }
        finally
        {
            broker.Kill();
            await broker.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Test]
    public void The_state_has_the_keys_that_such_devices_have()
    {
        var message = new ZigbeeMessages("zigbee2mqtt", "coop-1").Of(Readings(24.26, 61)).Single(each => each.Topic == "zigbee2mqtt/coop-1 front");
        using var state = JsonDocument.Parse(message.Payload);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.RootElement.GetProperty("temperature").GetDouble(), Is.EqualTo(24.26));
            Assert.That(state.RootElement.GetProperty("humidity").GetDouble(), Is.EqualTo(61));
            Assert.That(state.RootElement.GetProperty("last_seen").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UnixEpoch));
            Assert.That(state.RootElement.GetProperty("linkquality").GetInt32(), Is.InRange(0, 255));
        }
    }

    private static async Task<string[]> HearAsync(int port, int messages, CancellationToken cancellationToken)
    {
        using var client = Process.Start(new ProcessStartInfo(
            "mosquitto_sub", ["-h", "127.0.0.1", "-p", $"{port}", "-t", "zigbee2mqtt/#", "-v", "-C", $"{messages}"])
        {
            RedirectStandardOutput = true,
        })!;
        var heard = await client.StandardOutput.ReadToEndAsync(cancellationToken);
        await client.WaitForExitAsync(cancellationToken);
        return heard.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static SensorReadings Readings(double? celsius, double? humidityPercent) => new(DateTimeOffset.UnixEpoch,
    [
        new(new(Quantity.Temperature, "front", Instrument.Sht31Temperature), celsius),
        new(new(Quantity.RelativeHumidity, "front", Instrument.Sht31Humidity), humidityPercent),
        new(new(Quantity.StaticPressure, "house", Instrument.PressureCell), 22),
    ]);
}
