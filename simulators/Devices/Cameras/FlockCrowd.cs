using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>Moves birds towards their goals and out of each other's way. Neighbours are found on a grid. Not thread-safe.</summary>
internal sealed class FlockCrowd
{
    private const float CellMeters = 0.4f;
    private const int Columns = 16;
    private const int Rows = 9;
    private const float TurnRadiansPerSecond = 3.5f;

    // How far bodies may overlap from above: feathers and wings give way.
    private const float Closeness = 0.85f;

    // How much more room a bird takes before and behind it than at its sides.
    private const float Longer = 0.5f;

    private readonly int[] first = new int[Columns * Rows];
    private readonly int[] next = new int[FlockScene.MostBirds];
    private readonly Vector2[] looks = new Vector2[FlockScene.MostBirds];
    private readonly float[] widths = new float[FlockScene.MostBirds];
    private Bird[] birds = [];

    /// <summary>Moves everybody by a step.</summary>
    public void Move(List<Bird> living, List<Bird> dead, float activity, float seconds)
    {
        Index(living, dead);
        for (var index = 0; index < living.Count; index++)
        {
            var bird = living[index];
            if (bird.Goal is not { } goal)
            {
                bird.SpeedMetersPerSecond = 0;
                continue;
            }

            var before = bird.Position;
            Walk(bird, goal, activity, seconds);
            var aside = Limit(Pressure(index), 0.5f * seconds);
            bird.Position = KeepOffPan(HouseFloor.Wrap(bird.Position + aside), bird);
            bird.SpeedMetersPerSecond = HouseFloor.Way(before, bird.Position).Length() / seconds;
        }
    }

    /// <summary>Parts birds that were put onto each other, before the first picture.</summary>
    public void Spread(List<Bird> living, List<Bird> dead)
    {
        for (var round = 0; round < 60; round++)
        {
            Index(living, dead);
            for (var index = 0; index < living.Count; index++)
            {
                if (living[index].Slot < 0)
                {
                    living[index].Position = KeepOffPan(HouseFloor.Wrap(living[index].Position + (Pressure(index) * 0.5f)), living[index]);
                }
            }
        }
    }

    private static void Walk(Bird bird, Vector2 goal, float activity, float seconds)
    {
        var way = HouseFloor.Way(bird.Position, goal);
        var distance = way.Length();
        var turn = TurnRadiansPerSecond * seconds;
        if (distance < 0.03f)
        {
            bird.Heading += Math.Clamp(MathF.IEEERemainder(bird.GoalHeading - bird.Heading, 2 * MathF.PI), -turn, turn);
            return;
        }

        var off = MathF.IEEERemainder(MathF.Atan2(way.Y, way.X) - bird.Heading, 2 * MathF.PI);
        bird.Heading += Math.Clamp(off, -turn, turn);

        // Heavy birds walk slower; who has to turn first, does; the last centimetres are taken slowly.
        var pace = (0.10f + (0.16f * activity)) * (0.8f + (0.4f * (bird.Id * 0.618034f % 1))) * MathF.Pow(1000 / bird.WeightGrams, 0.12f);
        var speed = pace * Math.Clamp(MathF.Cos(off) + 0.15f, 0.05f, 1) * Math.Clamp(distance / 0.08f, 0.3f, 1);
        bird.Position += way / distance * Math.Min(speed * seconds, distance);
    }

    /// <summary>The way out of overlaps with neighbours, m.</summary>
    private Vector2 Pressure(int index)
    {
        var bird = birds[index];
        var sum = Vector2.Zero;
        var (column, row) = CellOf(bird.Position);
        for (var cell = 0; cell < 9; cell++)
        {
            var at = first[((row + (cell / 3) + Rows - 1) % Rows * Columns) + ((column + (cell % 3) + Columns - 1) % Columns)];
            for (; at >= 0; at = next[at])
            {
                var other = birds[at];
                // Huddling birds press together on purpose.
                if (at == index || (bird.State == BirdState.Huddling && other.State == BirdState.Huddling))
                {
                    continue;
                }

                var from = HouseFloor.Way(other.Position, bird.Position);
                var distance = from.Length();
                // Two in the very same place part along the first one's own side.
                var away = distance > 1e-4f ? from / distance : new Vector2(-looks[index].Y, looks[index].X);
                var room = Closeness * 0.5f * (RoomTowards(index, away) + RoomTowards(at, away));
                if (distance < room)
                {
                    // A little to the side as well, so that who meets head on gets past.
                    sum += (away + (0.5f * new Vector2(-away.Y, away.X))) * (room - distance);
                }
            }
        }

        return sum;
    }

    private float RoomTowards(int index, Vector2 direction)
    {
        var along = Vector2.Dot(looks[index], direction);
        return widths[index] * (1 + (Longer * along * along));
    }

    private static Vector2 KeepOffPan(Vector2 place, Bird bird)
    {
        var from = HouseFloor.WayFromPan(place);
        var room = HouseFloor.PanRadiusMeters + (BirdSize.TrunkLengthMeters(bird.WeightGrams) * 0.3f);
        var distance = from.Length();
        return distance >= room || distance < 1e-4f ? place : HouseFloor.Wrap(place + (from / distance * (room - distance)));
    }

    private static Vector2 Limit(Vector2 way, float most) => way.Length() is var length && length > most ? way * (most / length) : way;

    private void Index(List<Bird> living, List<Bird> dead)
    {
        if (birds.Length != living.Count + dead.Count)
        {
            birds = new Bird[living.Count + dead.Count];
        }

        living.CopyTo(birds);
        dead.CopyTo(birds, living.Count);
        Array.Fill(first, -1);
        for (var index = 0; index < birds.Length; index++)
        {
            var (sin, cos) = MathF.SinCos(birds[index].Heading);
            looks[index] = new(cos, sin);
            widths[index] = BirdSize.WidthMeters(birds[index].WeightGrams);
            var (column, row) = CellOf(birds[index].Position);
            next[index] = first[(row * Columns) + column];
            first[(row * Columns) + column] = index;
        }
    }

    private static (int Column, int Row) CellOf(Vector2 place) =>
        (Math.Min((int)(place.X / CellMeters), Columns - 1), Math.Min((int)(place.Y / CellMeters), Rows - 1));
}
