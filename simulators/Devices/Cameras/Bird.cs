using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>One bird on the floor. <see cref="FlockOnFloor"/> moves it.</summary>
internal sealed class Bird(int id)
{
    /// <summary>Stays the bird's own; never given to another one.</summary>
    public int Id { get; } = id;

    /// <summary>How much heavier than the mean it is, in standard deviations. Stays the bird's own.</summary>
    public required float WeightDeviation { get; init; }

    /// <summary>Middle of the body on the floor, m.</summary>
    public Vector2 Position { get; set; }

    /// <summary>Where it looks: radians from the x axis towards the y axis.</summary>
    public float Heading { get; set; }

    /// <summary>How far it moved in the last step, as a speed, m/s.</summary>
    public float SpeedMetersPerSecond { get; set; }

    /// <summary>Live weight, g.</summary>
    public float WeightGrams { get; set; }

    /// <summary>What it is at.</summary>
    public BirdState State { get; set; } = BirdState.Walking;

    /// <summary>How it looks.</summary>
    public BirdPose Pose { get; set; } = BirdPose.Standing;

    /// <summary>Where it wants to be, m; null when it is there.</summary>
    public Vector2? Goal { get; set; }

    /// <summary>Where it wants to look once it is there, radians.</summary>
    public float GoalHeading { get; set; }

    /// <summary>Its place at a pan, a nipple or in the huddle; −1 when it has none.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Lively seconds until it does something else.</summary>
    public float Patience { get; set; }

    /// <summary>Seconds it has been on its way.</summary>
    public float SecondsOnTheWay { get; set; }

    /// <summary>Where it is in its nod, peck or sip, in turns; only the fraction counts.</summary>
    public float Rhythm { get; set; }
}
