namespace Roost.Edge.Cameras;

/// <summary>How fast a recording is played. Live sources have their own pace.</summary>
internal enum CameraPace
{
    /// <summary>As a live camera: one second of video a second; readings are dated with the agent's clock.</summary>
    RealTime = 1,

    /// <summary>As fast as it can be decoded; readings are dated on the recording's own timeline from a given start.</summary>
    None,
}
