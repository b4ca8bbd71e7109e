namespace Roost.Alarms.Evaluation;

/// <content>What a watch remembers, as bytes.</content>
internal sealed partial class RuleWatch
{
    public void Save(BinaryWriter writer)
    {
        writer.Write(isWanted);
        writer.Write(turning);
        writer.Write(unknownSince);
        writer.Write(turnDue);
        writer.Write((short)speaker);
        writer.Write(worst);
        writer.Write(active is not null);
        if (active is not null)
        {
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
        turning = reader.ReadInt64();
        unknownSince = reader.ReadInt64();
        turnDue = reader.ReadInt64();
        speaker = reader.ReadInt16();
        worst = reader.ReadDouble();
        active = reader.ReadBoolean() ? VerdictBytes.Read(reader, compiled.Rule, coop, place) : null;
        foreach (var means in usualMeans)
        {
            means.Load(reader);
        }
    }
}
