using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>
/// The newest readings, in the order of time, quantity and place, each series once at a time. Kept in blocks, of which those that are forgotten
/// are filled anew: a farm's coops hold millions of readings, and a list that grows by doubling would copy and clear them over and over.
/// </summary>
internal sealed class RecentReadings
{
    private const int BlockSize = 64;

    private readonly List<Kept[]> blocks = [];
    private Kept[]? spare;

    // Where the first reading stands in the first block.
    private int start;

    public int Count { get; private set; }

    public Reading this[int index] => At(index).ToReading();

    /// <summary>
    /// Puts a reading where it belongs and gives its index; −1 for a repeat. Of two that differ the better counts, then the higher, so that
    /// what counts doesn't hang on which came first.
    /// </summary>
    public int Insert(in Reading reading)
    {
        var kept = Kept.Of(reading);
        var index = Count == 0 || Compare(At(Count - 1), kept) < 0 ? ~Count : IndexOf(kept);
        if (index < 0)
        {
            InsertAt(~index, kept);
            return ~index;
        }

        if (!IsBetter(kept, At(index)))
        {
            return -1;
        }

        At(index) = kept;
        return index;
    }

    /// <summary>Index of the first reading that a position does not cover.</summary>
    public int FirstAfter(Position position)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            ref readonly var reading = ref At(middle);
            (low, high) = position.Covers(reading.At, reading.Quantity, reading.Place) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Forgets the first readings.</summary>
    public void RemoveFirst(int count)
    {
        (start, Count) = (start + count, Count - count);
        var over = start / BlockSize;
        if (over > 0)
        {
            spare = blocks[0];
            blocks.RemoveRange(0, over);
            start -= over * BlockSize;
        }
    }

    /// <summary>Takes all out.</summary>
    public Reading[] TakeAll()
    {
        var all = new Reading[Count];
        for (var index = 0; index < all.Length; index++)
        {
            all[index] = this[index];
        }

        blocks.Clear();
        (start, Count) = (0, 0);
        return all;
    }

    public static int Compare(in Reading one, in Reading other) => Compare(Kept.Of(one), Kept.Of(other));

    public static bool IsBetter(in Reading one, in Reading other) => IsBetter(Kept.Of(one), Kept.Of(other));

    private static int Compare(in Kept one, in Kept other)
    {
        var byTime = one.At.CompareTo(other.At);
        return byTime != 0 ? byTime
            : one.Quantity != other.Quantity ? ((int)one.Quantity).CompareTo((int)other.Quantity)
            : string.CompareOrdinal(one.Place, other.Place);
    }

    private static bool IsBetter(in Kept one, in Kept other) =>
        one.Quality != other.Quality ? one.Quality < other.Quality : one.Value.CompareTo(other.Value) > 0;

    private ref Kept At(int index) => ref blocks[(start + index) / BlockSize][(start + index) % BlockSize];

    /// <summary>Makes room by moving on what follows, block by block; each but the last is full.</summary>
    private void InsertAt(int index, Kept kept)
    {
        if (start + Count == blocks.Count * BlockSize)
        {
            blocks.Add(spare ?? new Kept[BlockSize]);
            spare = null;
        }

        var end = start + ++Count;
        for (var (block, from) = ((start + index) / BlockSize, (start + index) % BlockSize); ; (block, from) = (block + 1, 0))
        {
            var following = blocks[block].AsSpan(from, Math.Min(BlockSize, end - (block * BlockSize)) - from);
            var last = following[^1];
            following[..^1].CopyTo(following[1..]);
            following[0] = kept;
            if (end <= (block + 1) * BlockSize)
            {
                return;
            }

            kept = last;
        }
    }

    private int IndexOf(in Kept reading)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Compare(At(middle), reading))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }

    /// <summary>A reading in half the room, without its reason; NaN for no value.</summary>
    private readonly record struct Kept(long At, string Place, double Value, Quantity Quantity, Quality Quality)
    {
        public static Kept Of(in Reading reading) =>
            new(reading.TakenAt.UtcTicks, reading.Place, reading.Value ?? double.NaN, reading.Quantity, reading.Quality);

        public Reading ToReading() => new(Quantity, Place, new(At, TimeSpan.Zero), double.IsNaN(Value) ? null : Value, Quality);
    }
}
