using System.Globalization;

namespace Roost.Edge.Cameras;

/// <summary>
/// What ffmpeg is told: decode the first video stream, thin it, make it fit 640x360 with its own proportions, write the pictures to
/// standard output as YUV4MPEG2, whose header tells the size, so nothing has to be probed.
/// </summary>
internal static class FfmpegArguments
{
    /// <summary>Nothing that a source says is an option: each argument stands for itself, and the source follows <c>-i</c>.</summary>
    public static IReadOnlyList<string> For(CameraOptions options)
    {
        if (!CameraSources.TryKindOf(options.Source, out var kind, out var problem))
        {
            throw new ArgumentException($"The source \"{CameraSources.WithoutPassword(options.Source)}\" {problem}.", nameof(options));
        }

        return
        [
            "-nostdin", "-hide_banner", "-loglevel", "error",
            // One thread: many cameras share a small computer, and one core decodes some hundred full-HD pictures a second.
            "-threads", "1", "-filter_threads", "1",
            .. Input(kind, options),
            "-map", "0:v:0",
            "-vf", Thinning(kind, options.FramesPerSecond)
                + ",scale=640:360:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=area,format=yuv420p",
            // Pictures pass as the filter lets them: ffmpeg must neither repeat nor drop any on its own.
            "-fps_mode", "passthrough",
            "-f", "yuv4mpegpipe", "pipe:1",
        ];
    }

    private static IEnumerable<string> Input(CameraSourceKind kind, CameraOptions options) => kind switch
    {
        // A network camera that falls silent ends ffmpeg by itself, so that none is left hanging when the agent was killed meanwhile.
        CameraSourceKind.Rtsp => ["-rtsp_transport", "tcp", "-timeout", Microseconds(options.NoPictureLimit * 2), "-i", options.Source],
        CameraSourceKind.Http =>
        [
            "-protocol_whitelist", "http,https,httpproxy,tcp,tls,crypto", "-rw_timeout", Microseconds(options.NoPictureLimit * 2),
            "-i", options.Source,
        ],
        CameraSourceKind.Device => ["-f", "v4l2", "-i", options.Source],
        _ =>
        [
            "-protocol_whitelist", "file",
            .. options.Pace == CameraPace.RealTime ? ["-re"] : Array.Empty<string>(),
            .. options.Loop ? ["-stream_loop", "-1"] : Array.Empty<string>(),
            // With its protocol named, a file's name can't be mistaken for another protocol.
            "-i", "file:" + options.Source,
        ],
    };

    /// <summary>
    /// A file is brought to an even rate. Of a live source at most one picture of each interval is taken and none repeated: a camera whose
    /// time jumps would otherwise make ffmpeg repeat one picture for hours.
    /// </summary>
    private static string Thinning(CameraSourceKind kind, int framesPerSecond)
    {
        var rate = framesPerSecond.ToString(CultureInfo.InvariantCulture);
        return kind == CameraSourceKind.File
            ? $"fps={rate}"
            : $@"select=isnan(prev_selected_t)+not(eq(floor(t*{rate})\,floor(prev_selected_t*{rate})))";
    }

    private static string Microseconds(TimeSpan time) => ((long)time.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
}
