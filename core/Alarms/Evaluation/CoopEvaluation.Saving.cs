using System.Text;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <content>The whole state as bytes.</content>
public sealed partial class CoopEvaluation
{
    private const byte Version = 4;

    /// <summary>
    /// The whole state, what was not drained yet included. It fits the same rules, coop and flock alone; texts of rules, and what the house will be
    /// used for later, may change.
    /// </summary>
    public byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(position.Through);
        writer.Write(pack.FingerprintOf(context, position.Through));
        Save(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Goes on from a saved state, as if it had never been interrupted.</summary>
    /// <exception cref="InvalidDataException">It was saved by another version, or for other rules, another coop or another flock; or it is damaged.</exception>
    public static CoopEvaluation Restore(RulePack pack, CoopContext context, ReadOnlySpan<byte> saved) =>
        Restore(new CompiledPack(pack), context, saved);

    internal static CoopEvaluation Restore(CompiledPack pack, CoopContext context, ReadOnlySpan<byte> saved)
    {
        using var reader = new BinaryReader(new MemoryStream(saved.ToArray()), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() is var version and not Version)
            {
                throw new InvalidDataException($"The state of coop \"{context.Coop}\" was saved as version {version}, but this is version {Version}; judge its readings anew.");
            }

            var through = reader.ReadInt64();
            return reader.ReadBytes(16).AsSpan().SequenceEqual(pack.FingerprintOf(context, through)) ? Load(pack, context, reader) : throw Foreign(context);
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException(Foreign(context).Message, damaged);
        }
    }

    internal static CoopEvaluation Load(CompiledPack pack, CoopContext context, BinaryReader reader)
    {
        var evaluation = new CoopEvaluation(pack, context) { position = Position.Read(reader) };
        evaluation.LoadHouse(reader);
        evaluation.flock.Load(reader);
        for (var count = reader.ReadInt16(); count > 0; count--)
        {
            evaluation.Append((Quantity)reader.ReadInt32(), reader.ReadString());
        }

        evaluation.Bind(evaluation.watches, evaluation.position.Through);
        evaluation.table.All.ForEach(series => series.Load(reader));
        evaluation.watches.ForEach(watch => watch.Load(reader));
        for (var count = reader.ReadInt16(); count > 0; count--)
        {
            var watch = evaluation.watches[reader.ReadInt16()];
            evaluation.said.Add(VerdictBytes.Read(reader, watch.Compiled.Rule, context.Coop, watch.Place));
        }

        evaluation.firstDue = evaluation.position.Through;
        return evaluation;
    }

    internal void Save(BinaryWriter writer)
    {
        position.Write(writer);
        writer.Write((byte)use);
        flock.Save(writer);
        writer.Write((short)table.All.Count);
        foreach (var series in table.All)
        {
            writer.Write((int)series.Quantity);
            writer.Write(series.Place);
        }

        table.All.ForEach(series => series.Save(writer));
        watches.ForEach(watch => watch.Save(writer));
        writer.Write((short)said.Count);
        foreach (var verdict in said)
        {
            writer.Write((short)watches.FindIndex(watch => watch.Compiled.Rule.Name == verdict.Alarm.Rule && watch.Place == verdict.Alarm.Place));
            VerdictBytes.Write(writer, verdict);
        }
    }

    private void LoadHouse(BinaryReader reader)
    {
        use = (HouseUse)reader.ReadByte();
        nextUse = context.Uses.TakeWhile(each => each.From.UtcTicks <= position.Through).Count();
    }

    internal static InvalidDataException Foreign(CoopContext context) =>
        new($"The state of coop \"{context.Coop}\" was saved for other rules or another flock; judge its readings anew.");
}
