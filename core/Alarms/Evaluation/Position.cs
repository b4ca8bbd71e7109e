using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <summary>How far an evaluation has come: readings are in the order of time, quantity and place, and time may have passed beyond the last.</summary>
/// <param name="At">Time of the last reading, UTC ticks; <see cref="long.MinValue"/> before the first.</param>
/// <param name="Quantity">Its quantity.</param>
/// <param name="Place">Its place.</param>
/// <param name="PassedTo">How far time passed without readings, UTC ticks; <see cref="long.MinValue"/> where it did not.</param>
internal readonly record struct Position(long At, Quantity Quantity, string Place, long PassedTo)
{
    public static Position Start => new(long.MinValue, default, "", long.MinValue);

    /// <summary>The newest moment taken in, UTC ticks; <see cref="long.MinValue"/> before the first.</summary>
    public long Through => Math.Max(At, PassedTo);

    /// <summary>Whether a reading is not after it: known already, or late.</summary>
    public bool Covers(long at, Quantity quantity, string place) =>
        at <= PassedTo || (at <= At && (at < At || (quantity != Quantity ? quantity < Quantity : string.CompareOrdinal(place, Place) <= 0)));

    public static Position Read(BinaryReader reader) => new(reader.ReadInt64(), (Quantity)reader.ReadInt32(), reader.ReadString(), reader.ReadInt64());

    public void Write(BinaryWriter writer)
    {
        writer.Write(At);
        writer.Write((int)Quantity);
        writer.Write(Place);
        writer.Write(PassedTo);
    }
}
