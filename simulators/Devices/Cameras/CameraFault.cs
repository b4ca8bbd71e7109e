namespace Roost.Simulators.Cameras;

/// <summary>What can be wrong with a camera itself.</summary>
internal enum CameraFault
{
    /// <summary>It sees nothing: lens covered, sensor dead.</summary>
    Dark = 1,

    /// <summary>So much dust on the lens that birds are guessed rather than seen.</summary>
    Dusty,

    /// <summary>Something knocked it aside: it looks at another piece of floor, askew.</summary>
    Knocked,

    /// <summary>It sends the same picture again and again.</summary>
    Frozen,

    /// <summary>It is not there.</summary>
    Unplugged,
}
