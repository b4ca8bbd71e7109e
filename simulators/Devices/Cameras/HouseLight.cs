namespace Roost.Simulators.Cameras;

/// <summary>What a camera sees by.</summary>
internal enum HouseLight
{
    /// <summary>The house's lamps or windows; in colour.</summary>
    Day = 1,

    /// <summary>Lamps off and no lamp of its own: next to nothing to be seen.</summary>
    Night,

    /// <summary>Lamps off, the camera's own infrared lamp on: grey, bright in the middle, dark at the edges.</summary>
    Infrared,
}
