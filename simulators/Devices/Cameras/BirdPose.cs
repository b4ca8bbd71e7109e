namespace Roost.Simulators.Cameras;

/// <summary>How a bird looks from above.</summary>
internal enum BirdPose
{
    /// <summary>On its feet, neck as usual.</summary>
    Standing = 1,

    /// <summary>Neck put forward: the other half of a walking bird's nod, and a drinking bird.</summary>
    Reaching,

    /// <summary>Head down at feed or litter.</summary>
    Pecking,

    /// <summary>Sitting, feathers loose, head drawn in.</summary>
    Sitting,

    /// <summary>Sitting with the head turned back onto the feathers.</summary>
    Preening,

    /// <summary>On its side, neck and legs stretched.</summary>
    Lying,
}
