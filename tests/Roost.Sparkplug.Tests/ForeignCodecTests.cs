using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Roost.Sparkplug.Tests;

/// <summary>Our bytes against Eclipse Tahu's JavaScript codec (npm <c>sparkplug-payload</c>), in both directions.</summary>
[CancelAfter(60_000)]
internal sealed class ForeignCodecTests
{
    [Test]
    public async Task Somebody_elses_codec_reads_what_we_write(CancellationToken cancellationToken)
    {
        var payload = new Payload(1_700_000_000_000, 3,
        [
            new Metric("temperature/front", 7, 1_700_000_000_001, MetricValue.OfDouble(21.5), true,
                [new MetricProperty("Quality", MetricValue.OfInt32(192)), new MetricProperty("engUnit", MetricValue.OfString("°C"))]),
            new Metric("Roost/Batch", null, null, MetricValue.OfUInt64(1_795_000_000_000_001)),
            new Metric("n", null, null, MetricValue.OfInt32(-5)),
            new Metric("b", null, null, MetricValue.OfBoolean(true)),
            new Metric("gone", null, null, MetricValue.Null(MetricType.Double)),
        ]);

        var line = await RunAsync("decode.mjs", Convert.ToHexString(PayloadCodec.Encode(payload)), cancellationToken);

        var read = JsonNode.Parse(line)!;
        var metrics = read["metrics"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read["timestamp"]!.ToString(), Is.EqualTo("1700000000000"));
            Assert.That(read["seq"]!.ToString(), Is.EqualTo("3"));
            Assert.That(metrics[0]!["name"]!.ToString(), Is.EqualTo("temperature/front"));
            Assert.That(metrics[0]!["alias"]!.ToString(), Is.EqualTo("7"));
            Assert.That(metrics[0]!["type"]!.ToString(), Is.EqualTo("Double"));
            Assert.That((double)metrics[0]!["value"]!, Is.EqualTo(21.5));
            Assert.That((bool)metrics[0]!["isHistorical"]!, Is.True);
            Assert.That((int)metrics[0]!["properties"]!["Quality"]!["value"]!, Is.EqualTo(192));
            Assert.That(metrics[0]!["properties"]!["engUnit"]!["value"]!.ToString(), Is.EqualTo("°C"));
            Assert.That(metrics[1]!["value"]!.ToString(), Is.EqualTo("1795000000000001"));
            Assert.That((int)metrics[2]!["value"]!, Is.EqualTo(-5));
            Assert.That((bool)metrics[3]!["value"]!, Is.True);
            Assert.That(metrics[4]!["value"], Is.Null);
        }
    }

    [Test]
    public async Task We_read_what_somebody_elses_codec_writes(CancellationToken cancellationToken)
    {
        const string Json = """
            {"timestamp":1700000000000,"seq":3,"metrics":[
             {"name":"temperature/front","type":"Double","value":21.5,"alias":7,"timestamp":1700000000001,"properties":{"Quality":{"type":"Int32","value":500}}},
             {"name":"n","type":"Int16","value":-5},{"name":"f","type":"Float","value":0.5},{"name":"s","type":"String","value":"鸡"},
             {"name":"l","type":"UInt64","value":12345678901}]}
            """;
        var hex = await RunAsync("encode.mjs", Json.ReplaceLineEndings(" "), cancellationToken);

        Assert.That(PayloadCodec.TryDecode(new ReadOnlySequence<byte>(Convert.FromHexString(hex)), out var payload, out var problem), Is.True, problem);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((payload!.TimestampMilliseconds, payload.Sequence), Is.EqualTo(((long?)1_700_000_000_000, (ulong?)3)));
            Assert.That(payload.Metrics[0].Alias, Is.EqualTo(7));
            Assert.That(payload.Metrics[0].Value, Is.EqualTo(MetricValue.OfDouble(21.5)));
            Assert.That(payload.Metrics[0].Property("Quality"), Is.EqualTo(MetricValue.OfInt32(500)));
            Assert.That(payload.Metrics[1].Value.TryGetDouble(out var small) ? small : 0, Is.EqualTo(-5));
            Assert.That(payload.Metrics[2].Value.TryGetDouble(out var half) ? half : 0, Is.EqualTo(0.5));
            Assert.That(payload.Metrics[3].Value.Text, Is.EqualTo("鸡"));
            Assert.That(payload.Metrics[4].Value.TryGetUInt64(out var large) ? large : 0, Is.EqualTo(12_345_678_901));
        }
    }

    private static async Task<string> RunAsync(string script, string line, CancellationToken cancellationToken)
    {
        var folder = ForeignFolder();
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await node.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync(cancellationToken);
        await node.WaitForExitAsync(cancellationToken);
        Assert.That(node.ExitCode, Is.Zero);
        return answer.Trim();
    }

    private static string ForeignFolder([CallerFilePath] string here = "")
    {
        var foreign = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "foreign"));
        if (Directory.Exists(Path.Combine(foreign, "node_modules", "sparkplug-payload")))
        {
            return foreign;
        }

        const string Missing = "npm's sparkplug-payload is missing: run \"npm ci\" in tests/foreign, or ./roost test, which does.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Missing);
        }

        Assert.Ignore(Missing);
        return "";
    }
}
