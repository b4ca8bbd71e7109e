namespace Roost.Alarms.Evaluation;

/// <content>What a watch remembers, as bytes.</content>
internal sealed partial class RuleWatch
{
    public void Save(BinaryWriter writer)
    {
        writer.Write(isWanted);
        WriteTicks(writer, turning, None);
        WriteTicks(writer, broken, None);
        WriteTicks(writer, brokenAt, None);
        WriteTicks(writer, unknownSince, None);
        WriteTicks(writer, turnDue, Never);
        writer.Write(active is not null);
        if (active is not null)
        {
            writer.Write((short)speaker);
            writer.Write(worst);
            VerdictBytes.Write(writer, active);
        }

        foreach (var means in usualMeans)
        {
            means.Save(writer);
        }
    }

    /// <summary>Loads what <see cref="Save"/> wrote; the watch is bound by then.</summary>
    public void Load(BinaryReader reader)
    {
        isWanted = reader.ReadBoolean();
        turning = ReadTicks(reader, None);
        broken = ReadTicks(reader, None);
        brokenAt = ReadTicks(reader, None);
        unknownSince = ReadTicks(reader, None);
        turnDue = ReadTicks(reader, Never);
        if (reader.ReadBoolean())
        {
            speaker = reader.ReadInt16();
            worst = reader.ReadDouble();
            active = VerdictBytes.Read(reader, compiled.Rule, coop, place);
        }

        foreach (var means in usualMeans)
        {
            means.Load(reader);
        }
    }

    private static void WriteTicks(BinaryWriter writer, long ticks, long none) => writer.Write7BitEncodedInt64(ticks == none ? 0 : ticks);

    private static long ReadTicks(BinaryReader reader, long none) => reader.Read7BitEncodedInt64() is var ticks and not 0 ? ticks : none;
}
