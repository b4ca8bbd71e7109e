using System.Globalization;
using System.Text.Json.Nodes;
using MQTTnet;
using Roost.EndToEnd.Tests.Harness;
using Roost.Sparkplug;

namespace Roost.EndToEnd.Tests;

/// <summary>Any Sparkplug host can read a house, and any Sparkplug node can be read.</summary>
[CancelAfter(120_000)]
internal sealed class InteroperationTests
{
    [Test]
    public async Task Mosquitto_and_somebody_elses_codec_read_what_the_agent_read(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var listener = house.Keep(RealProcess.Start("mosquitto_sub", "mosquitto_sub",
            ["-h", "127.0.0.1", "-p", house.Cloud.MqttPort.ToString(CultureInfo.InvariantCulture), "-t", "spBv1.0/#", "-F", "%t %x"]));
        // The retained state of the cloud comes with the subscription.
        await listener.LineAsync("spBv1.0/STATE/roost", cancellationToken);
        var (_, port) = await house.StartDeviceAsync(cancellationToken, "--set", "0=215", "--set", "1=634");
        house.StartAgent(house.Configure("agent-1", $$"""
              - coop: coop-1
                devices:
                  - driver: modbus-tcp
                    host: 127.0.0.1
                    port: {{port}}
                    unit: 1
                    every: 250ms
                    timeout: 1s
                    readings:
                      - { quantity: temperature, place: front, table: input, address: 0, type: int16, scale: 0.1 }
                      - { quantity: relative-humidity, place: front, table: input, address: 1, type: uint16, scale: 0.1 }
            """));

        var birth = await DecodeAsync(await listener.LineAsync("spBv1.0/farm/DBIRTH/agent-1/coop-1 ", cancellationToken));
        var data = await DecodeAsync(await listener.LineAsync("spBv1.0/farm/DDATA/agent-1/coop-1 ", cancellationToken));

        // Once it has measured, a birth tells the last values too.
        var again = house.Keep(RealProcess.Start("mosquitto_sub", "mosquitto_sub",
            ["-h", "127.0.0.1", "-p", house.Cloud.MqttPort.ToString(CultureInfo.InvariantCulture), "-t", "spBv1.0/#", "-F", "%t %x"]));
        await again.LineAsync("spBv1.0/STATE/roost", cancellationToken);
        await AskForRebirthAsync(house.Cloud.MqttPort, cancellationToken);
        var rebirth = await DecodeAsync(await again.LineAsync("spBv1.0/farm/DBIRTH/agent-1/coop-1 ", cancellationToken));

        var aliases = birth.ToDictionary(metric => metric["name"]!.ToString(), metric => metric["alias"]!.ToString());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(aliases.Keys, Is.SupersetOf(new[] { "temperature/front", "relative-humidity/front" }));
            Assert.That(birth.Select(metric => metric["type"]!.ToString()), Is.All.EqualTo("Double"));
            Assert.That(Property(birth, "temperature/front", "engUnit"), Is.EqualTo("°C"));
            Assert.That(data.Single(metric => metric["name"]?.ToString() == "Roost/Batch")["type"]!.ToString(), Is.EqualTo("UInt64"));
            Assert.That(Sent("temperature/front"), Is.EqualTo(("Double", 21.5)));
            Assert.That(Sent("relative-humidity/front"), Is.EqualTo(("Double", 63.4)));
            Assert.That(Born("temperature/front"), Is.EqualTo(("Double", 21.5)));
            Assert.That(Born("relative-humidity/front"), Is.EqualTo(("Double", 63.4)));
        }

        (string Type, double Value) Sent(string name) => TypeAndValue(data.Single(metric => metric["alias"]?.ToString() == aliases[name]));

        (string Type, double Value) Born(string name) => TypeAndValue(rebirth.Single(metric => metric["name"]!.ToString() == name));

        static (string Type, double Value) TypeAndValue(JsonNode metric) => (metric["type"]!.ToString(), (double)metric["value"]!);

        static string Property(IReadOnlyList<JsonNode> metrics, string name, string property) =>
            metrics.Single(metric => metric["name"]!.ToString() == name)["properties"]![property]!["value"]!.ToString();

        async Task<IReadOnlyList<JsonNode>> DecodeAsync(string line)
        {
            await using var decoder = Foreign.Node("decode.mjs");
            await decoder.Input.WriteLineAsync(line[(line.LastIndexOf(' ') + 1)..].AsMemory(), cancellationToken);
            await decoder.Input.FlushAsync(cancellationToken);
            return [.. JsonNode.Parse(await decoder.LineAsync("metrics", cancellationToken))!["metrics"]!.AsArray().Select(metric => metric!)];
        }
    }

    private static async Task AskForRebirthAsync(int port, CancellationToken cancellationToken)
    {
        using var host = new MqttClientFactory().CreateMqttClient();
        await host.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), cancellationToken);
        await host.PublishAsync(
            new MqttApplicationMessage
            {
                Topic = new Topic("farm", MessageKind.NodeCommand, "agent-1").ToString(),
                Payload = new(PayloadCodec.Encode(new Payload(null, null, [new(NodeMetrics.Rebirth, null, null, MetricValue.OfBoolean(true))]))),
            },
            cancellationToken);
        await host.DisconnectAsync(cancellationToken: cancellationToken);
    }

    [Test]
    public async Task A_node_written_with_somebody_elses_client_shows_up_as_a_coop_on_the_wall(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var page = await Browser.OpenAsync();
        await page.GotoAsync(house.Cloud.Address.ToString());
        var node = house.Keep(Foreign.Node("node.mjs", house.Cloud.MqttPort.ToString(CultureInfo.InvariantCulture), "Other Farm", "node-1", "shed-1"));
        await node.LineAsync("born", cancellationToken);
        await node.Input.WriteLineAsync("23.4 58".AsMemory(), cancellationToken);
        await node.Input.FlushAsync(cancellationToken);

        await Eventually.TrueAsync("the node's value is known", async () =>
            await house.Cloud.GetAsync("/api/farms/Other%20Farm/coops/shed-1", cancellationToken) is { } coop
            && coop["latest"]!.AsArray().Any(latest => (double?)latest!["reading"]!["value"] == 23.4), cancellationToken);
        await page.GotoAsync(house.Cloud.Address.ToString());
        await page.WaitForFunctionAsync("() => document.querySelector('[data-coop=\"shed-1\"]')?.textContent.includes('23.4')");
    }
}
