using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>
/// The birds of a camera's piece of floor as agents: each is at something, has a place where it wants to be, walks there and gets out of
/// others' way. How many are at what follows the scene's shares; who is, changes all the time, the faster the livelier they are.
/// The same seed and the same scenes give the same birds. Not thread-safe.
/// </summary>
internal sealed class FlockOnFloor(ulong seed)
{
    // Lively seconds that a bird stays at something, on average.
    private const float Patience = 25;

    // When the scene wants fewer birds at something, a bird that is at it leaves within about this time.
    private const float SecondsToObey = 4;

    // Whoever does not get through to its place gives it up.
    private const float LongestWaySeconds = 30;

    private readonly SeededRandom random = new(seed);
    private readonly FlockCrowd crowd = new();
    private readonly List<Bird> living = [];
    private readonly List<Bird> dead = [];
    private readonly int[] wanted = new int[(int)BirdState.Dead + 1];
    private readonly int[] present = new int[(int)BirdState.Dead + 1];
    private FlockPlaces? places;
    private int lastId;

    /// <summary>Living birds.</summary>
    public IReadOnlyList<Bird> Living => living;

    /// <summary>Dead birds, the first that fell first.</summary>
    public IReadOnlyList<Bird> Dead => dead;

    /// <summary>Lets time pass. The first step puts the birds where the scene wants them.</summary>
    /// <param name="scene">A scene without problems.</param>
    /// <param name="seconds">How much time.</param>
    public void Step(FlockScene scene, float seconds)
    {
        var isFirst = places is null;
        Grow(scene);
        MakeNumbersFit(scene, isFirst);
        Want(scene);
        if (isFirst)
        {
            Settle();
        }
        else
        {
            foreach (var bird in living)
            {
                Decide(bird, (float)scene.Activity, seconds);
            }

            crowd.Move(living, dead, (float)scene.Activity, seconds);
            Arrive();
        }

        foreach (var bird in living)
        {
            BirdPosture.Update(bird, random, (float)scene.Activity, seconds);
        }
    }

    private void Grow(FlockScene scene)
    {
        // A place is laid out anew only when the birds have visibly outgrown it.
        if (places is null || Math.Abs((scene.WeightGrams / places.MeanWeightGrams) - 1) > 0.05)
        {
            places = new(scene.WeightGrams, new SeededRandom(seed ^ 0xF100));
            foreach (var bird in living)
            {
                bird.Slot = -1;
                if (HasPlaces(bird.State))
                {
                    TakePlace(bird);
                }
            }
        }

        foreach (var bird in living)
        {
            bird.WeightGrams = WeightOf(bird.WeightDeviation, scene);
        }
    }

    private static float WeightOf(float deviation, FlockScene scene) =>
        (float)(scene.WeightGrams * Math.Max(0.3, 1 + (scene.WeightVariation * deviation)));

    private void MakeNumbersFit(FlockScene scene, bool isFirst)
    {
        while (dead.Count > scene.DeadBirds)
        {
            dead.RemoveAt(0);
        }

        // On the first picture the dead have lain there before; later, one of the living falls.
        while (dead.Count < scene.DeadBirds)
        {
            var falling = isFirst || living.Count == 0 ? NewBird(scene, FreeSpot(0.2f)) : living[random.Next(living.Count)];
            Fall(falling);
        }

        while (living.Count > scene.Birds)
        {
            var leaving = living.MinBy(DistanceToEdge)!;
            GiveUpPlace(leaving);
            living.Remove(leaving);
        }

        while (living.Count < scene.Birds)
        {
            living.Add(NewBird(scene, isFirst ? FreeSpot(0) : new(0, random.Next(0, HouseFloor.WidthMeters))));
        }
    }

    private static float DistanceToEdge(Bird bird) => Math.Min(
        Math.Min(bird.Position.X, HouseFloor.LengthMeters - bird.Position.X),
        Math.Min(bird.Position.Y, HouseFloor.WidthMeters - bird.Position.Y));

    private Bird NewBird(FlockScene scene, Vector2 position)
    {
        var deviation = Math.Clamp(random.NextNormal(), -2.5f, 2.5f);
        return new(++lastId)
        {
            WeightDeviation = deviation,
            WeightGrams = WeightOf(deviation, scene),
            Position = position,
            Heading = random.Next(0, 2 * MathF.PI),
            Patience = random.Next(0, Patience),
            Rhythm = random.Next(),
        };
    }

    private void Fall(Bird bird)
    {
        GiveUpPlace(bird);
        living.Remove(bird);
        bird.State = BirdState.Dead;
        bird.Pose = BirdPose.Lying;
        bird.Goal = null;
        bird.SpeedMetersPerSecond = 0;
        dead.Add(bird);
    }

    private void Want(FlockScene scene)
    {
        wanted[(int)BirdState.Feeding] = (int)Math.Round(living.Count * scene.FeedingShare);
        wanted[(int)BirdState.Drinking] = (int)Math.Round(living.Count * scene.DrinkingShare);
        wanted[(int)BirdState.Resting] = (int)Math.Round(living.Count * scene.RestingShare);
        wanted[(int)BirdState.Huddling] = (int)Math.Round(living.Count * scene.HuddlingShare);
        wanted[(int)BirdState.Walking] = Math.Max(0, living.Count - wanted[2] - wanted[3] - wanted[4] - wanted[5]);
        Array.Clear(present);
        foreach (var bird in living)
        {
            present[(int)bird.State]++;
        }
    }

    /// <summary>The flock is where it wants to be: nobody walks in from nowhere because a camera was switched on.</summary>
    private void Settle()
    {
        foreach (var bird in living)
        {
            Become(bird, MostWanted());
            if (bird.Goal is { } goal)
            {
                bird.Position = goal;
                bird.Heading = bird.GoalHeading;
                bird.Goal = null;
            }
        }

        crowd.Spread(living, dead);
    }

    private void Decide(Bird bird, float activity, float seconds)
    {
        bird.Patience -= activity * seconds;
        if (present[(int)bird.State] > wanted[(int)bird.State] && MostWanted() is var next && next != bird.State)
        {
            if (random.Next() < seconds / SecondsToObey)
            {
                Become(bird, next);
            }
        }
        else if (bird.Goal is not null && (bird.SecondsOnTheWay += seconds) > LongestWaySeconds)
        {
            Become(bird, bird.State);
        }
        else if (bird.Patience <= 0)
        {
            // Someone else takes over: what this leaves short, MostWanted fills again.
            Become(bird, DrawnByShares());
        }
        else if (bird is { State: BirdState.Walking, Goal: null } && random.Next() < seconds * StrollsPerSecond(activity))
        {
            Stroll(bird);
        }
    }

    /// <summary>How often who stands about sets out, so that the share of them that walks is four fifths of the activity.</summary>
    private static float StrollsPerSecond(float activity)
    {
        const float StrollSeconds = 4;
        var walking = 0.8f * activity;
        return walking / ((1 - walking) * StrollSeconds);
    }

    private BirdState MostWanted()
    {
        var (most, state) = (0, BirdState.Walking);
        for (var each = BirdState.Walking; each <= BirdState.Huddling; each++)
        {
            if (wanted[(int)each] - present[(int)each] is var missing && missing > most)
            {
                (most, state) = (missing, each);
            }
        }

        return state;
    }

    private BirdState DrawnByShares()
    {
        var at = random.Next(Math.Max(1, living.Count));
        for (var each = BirdState.Walking; each < BirdState.Huddling; each++)
        {
            at -= wanted[(int)each];
            if (at < 0)
            {
                return each;
            }
        }

        return wanted[(int)BirdState.Huddling] > 0 ? BirdState.Huddling : BirdState.Walking;
    }

    private void Become(Bird bird, BirdState state)
    {
        GiveUpPlace(bird);
        present[(int)bird.State]--;
        present[(int)state]++;
        bird.State = state;
        bird.Patience = Patience * random.Next(0.4f, 1.6f);
        bird.SecondsOnTheWay = 0;
        bird.Goal = null;
        switch (state)
        {
            case BirdState.Feeding or BirdState.Drinking or BirdState.Huddling:
                TakePlace(bird);
                break;
            case BirdState.Resting:
                // It sits down where it is, unless that is in the way at a pan or under the drinkers.
                if (IsInTheWay(bird.Position))
                {
                    GoTo(bird, FreeSpot(0.35f));
                }

                break;
            case BirdState.Walking:
                Stroll(bird);
                break;
        }
    }

    private void TakePlace(Bird bird)
    {
        bird.Slot = places!.Take(bird.State, random);
        if (bird.Slot < 0)
        {
            // All pans are full: it waits near them.
            GoTo(bird, FreeSpot(0.25f));
            return;
        }

        var place = places.At(bird.State, bird.Slot, wanted[(int)bird.State]);
        bird.Goal = place.Position;
        bird.GoalHeading = place.Heading;
    }

    private void GiveUpPlace(Bird bird)
    {
        if (bird.Slot >= 0 && HasPlaces(bird.State))
        {
            places!.Free(bird.State, bird.Slot);
        }

        bird.Slot = -1;
    }

    private static bool HasPlaces(BirdState state) => state is BirdState.Feeding or BirdState.Drinking or BirdState.Huddling;

    private void Stroll(Bird bird)
    {
        var heading = bird.Heading + (random.NextNormal() * 0.8f);
        var reach = random.Next(0.25f, 1.2f);
        var goal = HouseFloor.Wrap(bird.Position + (new Vector2(MathF.Cos(heading), MathF.Sin(heading)) * reach));
        GoTo(bird, HouseFloor.WayFromPan(goal).Length() < 0.3f ? FreeSpot(0.3f) : goal);
    }

    private void GoTo(Bird bird, Vector2 goal)
    {
        bird.Goal = goal;
        bird.GoalHeading = MathF.Atan2(HouseFloor.Way(bird.Position, goal).Y, HouseFloor.Way(bird.Position, goal).X) + (random.NextNormal() * 0.5f);
    }

    private static bool IsInTheWay(Vector2 place) =>
        HouseFloor.WayFromPan(place).Length() < 0.4f || Math.Abs(place.Y - HouseFloor.DrinkerLineY) < 0.12f;

    /// <summary>The emptiest of some random places.</summary>
    private Vector2 FreeSpot(float away)
    {
        var (best, room) = (Vector2.Zero, -1f);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var place = new Vector2(random.Next(0, HouseFloor.LengthMeters), random.Next(0, HouseFloor.WidthMeters));
            if (HouseFloor.WayFromPan(place).Length() < HouseFloor.PanRadiusMeters + away)
            {
                continue;
            }

            var nearest = float.MaxValue;
            foreach (var other in living)
            {
                nearest = Math.Min(nearest, HouseFloor.Way(place, other.Goal ?? other.Position).LengthSquared());
            }

            foreach (var other in dead)
            {
                nearest = Math.Min(nearest, HouseFloor.Way(place, other.Position).LengthSquared());
            }

            if (nearest > room)
            {
                (best, room) = (place, nearest);
            }
        }

        return room < 0 ? new(0, 0.2f) : best;
    }

    private void Arrive()
    {
        foreach (var bird in living)
        {
            if (bird.Goal is { } goal && HouseFloor.Way(bird.Position, goal).Length() < 0.03f
                && Math.Abs(MathF.IEEERemainder(bird.GoalHeading - bird.Heading, 2 * MathF.PI)) < 0.15f)
            {
                bird.Goal = null;
                bird.SecondsOnTheWay = 0;
            }
        }
    }
}
