using System.Numerics;
using CsCheck;
using Roost.Simulators.Cameras;

namespace Roost.Simulators.Tests.Cameras;

internal sealed class FlockOnFloorTests
{
    private const float Tenth = 0.1f;

    private static readonly Gen<FlockScene> Scenes = Gen.Select(
        Gen.Int[0, 60], Gen.Int[0, 6], Gen.Double[40, 4000], Gen.Double[0, 1], Gen.Double[0, 0.25], Gen.Double[0, 0.25], Gen.Double[0, 0.25])
        .Select((birds, dead, weight, activity, feeding, resting, huddling) => new FlockScene
        {
            Birds = birds,
            DeadBirds = dead,
            WeightGrams = weight,
            Activity = activity,
            FeedingShare = feeding,
            DrinkingShare = 0.25 - feeding,
            RestingShare = resting,
            HuddlingShare = huddling,
        });

    [Test]
    public void Whatever_scenes_follow_each_other_there_are_as_many_birds_as_told_and_all_are_on_the_floor() =>
        Scenes.Array[1, 8].Sample(scenes =>
        {
            var flock = new FlockOnFloor(1);
            foreach (var scene in scenes)
            {
                for (var step = 0; step < 5; step++)
                {
                    flock.Step(scene, Tenth);
                    Assert.That((flock.Living.Count, flock.Dead.Count), Is.EqualTo((scene.Birds, scene.DeadBirds)));
                    Assert.That(
                        flock.Living.Concat(flock.Dead).Select(bird => bird.Position),
                        Has.All.Matches<Vector2>(at => at is { X: >= 0 and < HouseFloor.LengthMeters, Y: >= 0 and < HouseFloor.WidthMeters }));
                }
            }
        }, iter: 60, threads: 1);

    [Test]
    public void Birds_do_what_the_scene_wants_within_half_a_minute()
    {
        var flock = new FlockOnFloor(2);
        var calm = new FlockScene { Birds = 100, WeightGrams = 1200 };
        Run(flock, calm, seconds: 1);

        Run(flock, calm with { FeedingShare = 0.3, DrinkingShare = 0.1, RestingShare = 0.1, HuddlingShare = 0.4 }, seconds: 30);

        // The rest walks; who changes places just now makes each figure waver.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Count(flock, BirdState.Feeding), Is.EqualTo(30).Within(4));
            Assert.That(Count(flock, BirdState.Drinking), Is.EqualTo(10).Within(4));
            Assert.That(Count(flock, BirdState.Huddling), Is.EqualTo(40).Within(4));
        }
    }

    [Test]
    public void Sleeping_birds_do_not_move()
    {
        var flock = new FlockOnFloor(3);
        var asleep = new FlockScene { Activity = 0, RestingShare = 1, FeedingShare = 0, DrinkingShare = 0 };
        Run(flock, asleep, seconds: 1);
        var before = flock.Living.Select(bird => (bird.Position, bird.Heading, bird.Pose)).ToArray();

        Run(flock, asleep, seconds: 60);

        Assert.That(flock.Living.Select(bird => (bird.Position, bird.Heading, bird.Pose)), Is.EqualTo(before));
    }

    [Test]
    public void A_bird_that_dies_lies_where_it_stood_until_it_is_carried_away()
    {
        var flock = new FlockOnFloor(4);
        var scene = new FlockScene { Birds = 80, Activity = 1 };
        Run(flock, scene, seconds: 5);
        var places = flock.Living.ToDictionary(bird => bird.Id, bird => bird.Position);

        Run(flock, scene with { Birds = 79, DeadBirds = 1 }, seconds: Tenth);
        var fallen = flock.Dead.Single();
        var (at, heading) = (fallen.Position, fallen.Heading);
        Run(flock, scene with { Birds = 78, DeadBirds = 2 }, seconds: 60);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(at, Is.EqualTo(places[fallen.Id]), "it fell where it stood");
            Assert.That((fallen.Position, fallen.Heading, fallen.State), Is.EqualTo((at, heading, BirdState.Dead)), "a minute among lively birds later");
            Assert.That(flock.Living.Select(bird => bird.Id), Does.Not.Contain(fallen.Id));
        }

        Run(flock, scene with { Birds = 78, DeadBirds = 1 }, seconds: Tenth);
        Assert.That(flock.Dead, Does.Not.Contain(fallen), "the first that fell is carried away first");
    }

    [Test]
    public void Huddling_birds_are_nearer_to_each_other_than_chance_and_resting_ones_are_not()
    {
        var resting = new FlockOnFloor(5);
        var scene = new FlockScene { Birds = 120, WeightGrams = 200, FeedingShare = 0, DrinkingShare = 0, RestingShare = 1 };
        Run(resting, scene, seconds: 2);
        var huddling = new FlockOnFloor(5);
        Run(huddling, scene with { RestingShare = 0.1, HuddlingShare = 0.9 }, seconds: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(NearestNeighbourIndex(resting), Is.GreaterThan(0.9));
            Assert.That(NearestNeighbourIndex(huddling), Is.LessThan(0.6));
        }
    }

    [Test]
    public void Walking_birds_get_out_of_each_others_way()
    {
        var flock = new FlockOnFloor(6);
        var scene = new FlockScene { Birds = 200, WeightGrams = 1500, WeightVariation = 0, Activity = 0.8 };
        Run(flock, scene, seconds: 60);

        var width = BirdSize.WidthMeters(1500);
        var onTop = flock.Living.Count(bird => flock.Living.Any(other => other.Id > bird.Id
            && HouseFloor.Way(bird.Position, other.Position).Length() < width * 0.35f));

        Assert.That(onTop, Is.LessThan(10), "of 200 birds on 23 m2");
    }

    /// <summary>Clark and Evans 1954: 1 for places by chance, below it for groups. The floor repeats, so there is no edge to correct.</summary>
    private static double NearestNeighbourIndex(FlockOnFloor flock)
    {
        var mean = flock.Living.Average(bird => flock.Living.Where(other => other != bird).Min(other => HouseFloor.Way(bird.Position, other.Position).Length()));
        return 2 * mean * Math.Sqrt(flock.Living.Count / (HouseFloor.LengthMeters * HouseFloor.WidthMeters));
    }

    private static int Count(FlockOnFloor flock, BirdState state) => flock.Living.Count(bird => bird.State == state);

    private static void Run(FlockOnFloor flock, FlockScene scene, float seconds)
    {
        for (var step = 0; step < seconds / Tenth; step++)
        {
            flock.Step(scene, Tenth);
        }
    }
}
