using Roost.Domain.Wire;

namespace Roost.Edge.Cameras;

/// <summary>One camera of a coop, as configured.</summary>
/// <param name="Camera">Its name, which is also the place of its readings.</param>
/// <param name="Source">A file, <c>rtsp://…</c>, <c>http://…</c> or <c>/dev/videoN</c>.</param>
internal sealed record CameraOptions(string Camera, string Source)
{
    /// <summary>Pictures compared in a second, 1 to 30. Activity depends on it: keep it the same to compare.</summary>
    public int FramesPerSecond { get; init; } = 4;

    /// <summary>Whether a file starts again at its end; other sources don't end.</summary>
    public bool Loop { get; init; }

    /// <summary>How fast a file is played.</summary>
    public CameraPace Pace { get; init; } = CameraPace.RealTime;

    /// <summary>When a file that is played without pace begins; the clock's time at the start when not given.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>While the camera is away, this often a reading says so.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a picture for this long (real time) the decoder is ended and started again.</summary>
    public TimeSpan NoPictureLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The ffmpeg program: a name that is found in PATH, or a path.</summary>
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>Every mistake in these options, one sentence each.</summary>
    /// <param name="path">Where they stand in the configuration, for example <c>coops[0].cameras[1]</c>.</param>
    public IEnumerable<string> Problems(string path)
    {
        if (!WireName.IsValid(Camera))
        {
            yield return $"{path}.camera is \"{Camera}\", but a name is 1 to {WireName.MaximumLength} letters, digits, \"-\", \"_\" or \".\" and starts with a letter or digit.";
        }

        if (!CameraSources.TryKindOf(Source, out var kind, out var problem))
        {
            yield return $"{path}.source is \"{CameraSources.WithoutPassword(Source)}\", which {problem}; give a file, rtsp://…, http://… or /dev/videoN.";
        }
        else if (Loop && kind != CameraSourceKind.File)
        {
            yield return $"{path}.loop is true, but only a file can start again; remove it.";
        }
        else if (Pace == CameraPace.None && kind != CameraSourceKind.File)
        {
            yield return $"{path}.pace is none, but only a file can be played faster than it was recorded; remove it.";
        }

        if (FramesPerSecond is < 1 or > 30)
        {
            yield return $"{path}.frames-per-second is {FramesPerSecond}, but it must be 1 to 30.";
        }

        if (ReportEvery < TimeSpan.FromSeconds(1))
        {
            yield return $"{path}.report-every is {ReportEvery.TotalSeconds} s, but it must be at least 1 s.";
        }
    }
}
