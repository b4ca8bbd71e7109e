using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Simulators.Fleet;

/// <summary>What a fleet has done up to a moment. Latencies are from the first sending of a batch to its acknowledgement.</summary>
/// <param name="Final">Whether the run has ended, so that what is open is lost.</param>
/// <param name="Seconds">Real time since the coops began to measure.</param>
/// <param name="Coops">Coops.</param>
/// <param name="Agents">Agents.</param>
/// <param name="Connected">Agents connected now.</param>
/// <param name="Reconnects">Connections beyond each agent's first.</param>
/// <param name="Rebirths">Requests for births.</param>
/// <param name="ReadingsPerBatch">Readings in a batch.</param>
/// <param name="Measured">Batches that had to reach the store.</param>
/// <param name="Sent">Batch messages sent, those sent again included.</param>
/// <param name="Acked">Batches acknowledged.</param>
/// <param name="Open">Batches not acknowledged yet; 0 in the final report, where they are lost.</param>
/// <param name="Lost">Batches never acknowledged; 0 while the fleet runs.</param>
/// <param name="HeldBack">Batches that were due while the agent held as many as it can: not measured, and not in any other count.</param>
/// <param name="Resent">Batch messages sent again.</param>
/// <param name="RepeatedAcks">Acknowledgements that told nothing new.</param>
/// <param name="Strange">Messages that no agent can understand.</param>
/// <param name="AckedReadingsPerSecond">Readings acknowledged a second, since the report before; in the final report since the beginning.</param>
/// <param name="AckP50Milliseconds">Half of the batches were acknowledged within this time.</param>
/// <param name="AckP90Milliseconds">Nine of ten.</param>
/// <param name="AckP99Milliseconds">99 of 100.</param>
/// <param name="AckMaxMilliseconds">All of the run.</param>
/// <param name="CpuSeconds">Processor time of this process since the coops began to measure.</param>
/// <param name="MemoryMegabytes">Memory of this process, resident.</param>
/// <param name="Breaks">Why connections ended, with how many did.</param>
internal sealed record FleetReport(
    bool Final,
    double Seconds,
    int Coops,
    int Agents,
    long Connected,
    long Reconnects,
    long Rebirths,
    int ReadingsPerBatch,
    long Measured,
    long Sent,
    long Acked,
    long Open,
    long Lost,
    long HeldBack,
    long Resent,
    long RepeatedAcks,
    long Strange,
    double AckedReadingsPerSecond,
    double AckP50Milliseconds,
    double AckP90Milliseconds,
    double AckP99Milliseconds,
    double AckMaxMilliseconds,
    double CpuSeconds,
    double MemoryMegabytes,
    IReadOnlyList<string> Breaks)
{
    /// <summary>One JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FleetReportJson.Default.FleetReport);

    /// <summary>One line of a run in progress.</summary>
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeSpan.FromSeconds(Seconds):hh\\:mm\\:ss}  connected {Connected:N0}  sent {Sent:N0}  acked {Acked:N0}  open {Open:N0}  resent {Resent:N0}  held back {HeldBack:N0}  reconnects {Reconnects:N0}  {AckedReadingsPerSecond:N0} readings/s  ack p50 {AckP50Milliseconds:N0} p99 {AckP99Milliseconds:N0} ms");

    /// <summary>The whole, for people.</summary>
    public string ToTable()
    {
        var table = new StringBuilder();
        Row("coops, agents", $"{Coops:N0}, {Agents:N0}");
        Row("connected at the end", $"{Connected:N0}, {Reconnects:N0} reconnects, {Rebirths:N0} rebirths asked for");
        Row("measured", $"{Measured:N0} batches, {Measured * ReadingsPerBatch:N0} readings in {Seconds:N0} s");
        Row("held back", $"{HeldBack:N0} batches");
        Row("sent", $"{Sent:N0} messages, of them {Resent:N0} again");
        Row("acked", $"{Acked:N0} batches, {Acked * ReadingsPerBatch:N0} readings, {AckedReadingsPerSecond:N0} readings/s");
        Row("lost", $"{Lost:N0} batches");
        Row("duplicate", $"{RepeatedAcks:N0} batches acknowledged a second time");
        Row("strange", $"{Strange:N0} messages that no agent can understand");
        Row("ack latency", $"p50 {AckP50Milliseconds:N1}, p90 {AckP90Milliseconds:N1}, p99 {AckP99Milliseconds:N1}, max {AckMaxMilliseconds:N1} ms");
        Row("the fleet itself", $"{CpuSeconds:N1} s of processor time, {MemoryMegabytes:N0} MB");
        foreach (var broke in Breaks)
        {
            Row("connections ended", $"{broke}");
        }

        return table.ToString();

        void Row(string name, FormattableString value) =>
            table.Append(CultureInfo.InvariantCulture, $"{name,-22}").AppendLine(value.ToString(CultureInfo.InvariantCulture));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FleetReport))]
internal sealed partial class FleetReportJson : JsonSerializerContext;
