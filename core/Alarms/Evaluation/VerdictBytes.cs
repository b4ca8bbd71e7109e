using Roost.Alarms.Rules;

namespace Roost.Alarms.Evaluation;

/// <summary>A verdict as bytes, without what its rule and place say.</summary>
internal static class VerdictBytes
{
    public static void Write(BinaryWriter writer, Verdict verdict)
    {
        writer.Write(verdict.Alarm.Start.UtcTicks);
        writer.Write(verdict.RaisedAt.UtcTicks);
        writer.Write(verdict.EndedAt?.UtcTicks ?? 0);
        writer.Write(verdict.Value ?? double.NaN);
        writer.Write(verdict.Limit ?? double.NaN);
        writer.Write(verdict.Worst ?? double.NaN);
        writer.Write(verdict.Unit is not null);
        writer.Write(verdict.Unit ?? "");
        writer.Write(verdict.Suppressed);
    }

    public static Verdict Read(BinaryReader reader, Rule rule, string coop, string place) => new(
        new(rule.Name, coop, place, new(reader.ReadInt64(), TimeSpan.Zero)),
        rule.Severity,
        new(reader.ReadInt64(), TimeSpan.Zero),
        reader.ReadInt64() is var ended and not 0 ? new(ended, TimeSpan.Zero) : null,
        Number(reader.ReadDouble()),
        Number(reader.ReadDouble()),
        Number(reader.ReadDouble()),
        reader.ReadBoolean() is var hasUnit && reader.ReadString() is var unit && hasUnit ? unit : null,
        reader.ReadBoolean());

    private static double? Number(double value) => double.IsNaN(value) ? null : value;
}
