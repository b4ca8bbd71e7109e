using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>A place that one bird takes: where it stands and where it looks.</summary>
internal readonly record struct BirdPlace(Vector2 Position, float Heading);

/// <summary>The places at pans, nipples and in the huddle, for birds of one mean size, and who has which.</summary>
internal sealed class FlockPlaces
{
    private const int HuddleOf = 45;
    private const int MostHuddles = 4;

    // The angle between neighbours in a sunflower's head: places of even density, however many there are.
    private const float GoldenAngle = 2.39996323f;

    private readonly Vector2[] huddles = new Vector2[MostHuddles];
    private readonly bool[] panTaken;
    private readonly bool[] nippleTaken = new bool[HouseFloor.Nipples * 2];
    private readonly bool[] huddleTaken = new bool[FlockScene.MostBirds];
    private readonly int ring;
    private readonly float trunkMeters;
    private readonly float widthMeters;

    public FlockPlaces(double meanWeightGrams, SeededRandom random)
    {
        MeanWeightGrams = meanWeightGrams;
        trunkMeters = BirdSize.TrunkLengthMeters(meanWeightGrams);
        widthMeters = BirdSize.WidthMeters(meanWeightGrams);
        ring = Math.Max(3, (int)(2 * Math.PI * EatingDistance / (widthMeters * 0.98f)));
        panTaken = new bool[HouseFloor.Pans * ring];
        for (var index = 0; index < huddles.Length; index++)
        {
            // Between the two lines, one in each quarter of the length, so that huddles don't run into each other or the pans.
            huddles[index] = new(
                HouseFloor.LengthMeters * (index + random.Next(0.35f, 0.65f)) / MostHuddles,
                HouseFloor.Wrap(new(0, index % 2 == 0 ? random.Next(1.6f, 1.75f) : random.Next(3.45f, 3.65f))).Y);
        }
    }

    /// <summary>The weight that these places were laid out for, g.</summary>
    public double MeanWeightGrams { get; }

    /// <summary>How near to a pan's middle an eating bird's own middle is, m.</summary>
    private float EatingDistance => HouseFloor.PanRadiusMeters + (trunkMeters * 0.52f);

    /// <summary>Takes a free place for a state that has places; −1 when there is none.</summary>
    public int Take(BirdState state, SeededRandom random)
    {
        var taken = TakenBy(state);
        if (state == BirdState.Huddling)
        {
            // From the middle outwards: a huddle has no holes.
            var first = Array.IndexOf(taken, false);
            taken[first] = true;
            return first;
        }

        var start = random.Next(taken.Length);
        for (var step = 0; step < taken.Length; step++)
        {
            var slot = (start + step) % taken.Length;
            if (!taken[slot])
            {
                taken[slot] = true;
                return slot;
            }
        }

        return -1;
    }

    /// <summary>Gives a place back.</summary>
    public void Free(BirdState state, int slot) => TakenBy(state)[slot] = false;

    /// <summary>Where a place is.</summary>
    /// <param name="state">Feeding, drinking or huddling.</param>
    /// <param name="slot">Its number, as <see cref="Take"/> gave it.</param>
    /// <param name="birds">Birds in this state, which decide into how many huddles they part.</param>
    public BirdPlace At(BirdState state, int slot, int birds) => state switch
    {
        BirdState.Feeding => AtPan(slot),
        BirdState.Drinking => AtNipple(slot),
        _ => InHuddle(slot, birds),
    };

    private bool[] TakenBy(BirdState state) => state switch
    {
        BirdState.Feeding => panTaken,
        BirdState.Drinking => nippleTaken,
        BirdState.Huddling => huddleTaken,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Birds in this state have no places."),
    };

    private BirdPlace AtPan(int slot)
    {
        var pan = slot / ring;
        // Not the same angles at every pan: a row of equal stars is what no house looks like.
        var angle = ((slot % ring) + Scatter(pan, 3)) * 2 * MathF.PI / ring;
        var away = new Vector2(MathF.Cos(angle), MathF.Sin(angle));
        var distance = EatingDistance * (0.96f + (0.1f * Scatter(slot, 1)));
        return new(HouseFloor.Wrap(HouseFloor.Pan(pan) + (away * distance)), angle + MathF.PI + (0.5f * (Scatter(slot, 2) - 0.5f)));
    }

    private BirdPlace AtNipple(int slot)
    {
        var side = slot % 2 == 0 ? 1 : -1;
        var lean = 0.9f * (Scatter(slot, 4) - 0.5f);
        var heading = (side > 0 ? -MathF.PI / 2 : MathF.PI / 2) + lean;
        var towards = new Vector2(MathF.Cos(heading), MathF.Sin(heading));
        return new(HouseFloor.Wrap(HouseFloor.Nipple(slot / 2) - (towards * trunkMeters * 0.62f)), heading);
    }

    private BirdPlace InHuddle(int slot, int birds)
    {
        var count = Math.Clamp((birds + HuddleOf - 1) / HuddleOf, 1, MostHuddles);
        var huddle = huddles[slot % count];
        var rank = slot / count;
        var radius = widthMeters * 0.5f * MathF.Sqrt(rank + 0.5f);
        var angle = rank * GoldenAngle;
        var around = new Vector2(MathF.Cos(angle), MathF.Sin(angle)) * radius * new Vector2(1.3f, 0.95f);
        around += new Vector2(Scatter(slot, 5) - 0.5f, Scatter(slot, 6) - 0.5f) * widthMeters * 0.3f;
        return new(HouseFloor.Wrap(huddle + around), (angle * 1.7f) + (6 * Scatter(slot, 7)));
    }

    /// <summary>A number from 0 to 1 that belongs to a place for ever.</summary>
    private static float Scatter(int slot, int channel) => FloorNoise.Unit(slot, channel, 0x5EED);
}
