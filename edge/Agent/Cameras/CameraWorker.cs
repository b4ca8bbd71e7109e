using Microsoft.Extensions.Logging;
using Roost.Domain.Clocks;

namespace Roost.Edge.Cameras;

/// <summary>
/// Runs one camera: keeps an ffmpeg for it alive, reports the activity of every second of video and hands on previews. A camera that is
/// away costs nothing but readings that say so. ffmpeg runs in real time, so limits and pauses here are real time too, whatever the clock's speed.
/// </summary>
internal sealed partial class CameraWorker
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CameraOptions options;
    private readonly TimeProvider clock;
    private readonly ICameraSink sink;
    private readonly ILogger<CameraWorker> logger;
    private readonly double speed;
    private readonly CameraSourceKind kind;
    private readonly CameraAbsence absence;
    private DateTimeOffset? timelineStart;
    private TimeSpan pause = ShortestPause;

    /// <summary>Makes a worker; nothing is started yet.</summary>
    /// <exception cref="ArgumentException">The options have problems (<see cref="CameraOptions.Problems"/>).</exception>
    public CameraWorker(CameraOptions options, TimeProvider clock, ICameraSink sink, ILogger<CameraWorker> logger)
    {
        if (options.Problems("camera").FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        this.options = options;
        this.clock = clock;
        this.sink = sink;
        this.logger = logger;
        speed = ScaledClock.SpeedOf(clock);
        CameraSources.TryKindOf(options.Source, out kind, out _);
        timelineStart = options.StartsAt;
        absence = new(CameraSeries.Of(options)[0], clock, sink);
    }

    /// <summary>
    /// Runs until cancelled, or until a recording that doesn't loop has been played to its end. Returns then; throws only what the sink throws.
    /// When it has returned, its ffmpeg has ended.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // It outlives a decoder, so that a camera that comes back is held against what it showed before.
        using var watch = new PictureWatch(options);
        try
        {
            while (true)
            {
                var reason = await PlayAsync(watch, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                if (reason is null && kind == CameraSourceKind.File && !options.Loop)
                {
                    LogRecordingEnded(options.Camera);
                    return;
                }

                reason ??= "The camera ended its stream.";
                if (await absence.BeginAsync(reason, cancellationToken))
                {
                    LogCameraAway(options.Camera, reason, pause.TotalSeconds);
                }

                await absence.ReportUntilAsync(Task.Delay(pause * speed, clock, cancellationToken), cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    /// <summary>One life of an ffmpeg. Null when its source came to an end, else why there are no more pictures.</summary>
    private async Task<string?> PlayAsync(PictureWatch watch, CancellationToken cancellationToken)
    {
        FfmpegChild child;
        try
        {
            child = FfmpegChild.Start(options);
        }
        catch (CameraUnavailableException exception)
        {
            return exception.Message;
        }

        await using (child)
        {
            // A read of a pipe can't be cancelled; the child's end is the end of the read.
            await using var stopping = cancellationToken.Register(child.Kill);
            using var watchdog = new PictureWatchdog(clock, options.NoPictureLimit * speed, child.Kill);
            try
            {
                await ShowAsync(new Yuv4MpegReader(child.Pictures), watchdog, watch, cancellationToken);
                using var guard = watchdog.Guard();
                var reason = await child.EndAsync(cancellationToken);
                return watchdog.HasFired ? $"No picture came for {options.NoPictureLimit.TotalSeconds:0.#} s." : reason;
            }
            catch (CameraUnavailableException exception)
            {
                return exception.Message;
            }
        }
    }

    private async Task ShowAsync(Yuv4MpegReader reader, PictureWatchdog watchdog, PictureWatch watch, CancellationToken cancellationToken)
    {
        using var header = await NextAsync(reader.ReadHeaderAsync(cancellationToken), watchdog, cancellationToken);
        if (header is not { } frame)
        {
            return;
        }

        using var show = new CameraShow(options, kind, clock, sink, watch, timelineStart);
        while (await NextAsync(reader.ReadFrameAsync(frame, cancellationToken), watchdog, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await show.NextAsync(frame, cancellationToken))
            {
                MarkPresent();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (await show.FinishAsync(cancellationToken))
        {
            MarkPresent();
        }

        timelineStart = show.TimelineEnd;
    }

    private async ValueTask<T> NextAsync<T>(ValueTask<T> read, PictureWatchdog watchdog, CancellationToken cancellationToken)
    {
        using var guard = watchdog.Guard();
        if (!absence.IsAway)
        {
            return await read;
        }

        var pending = read.AsTask();
        await absence.ReportUntilAsync(pending, cancellationToken);
        return await pending;
    }

    private void MarkPresent()
    {
        pause = ShortestPause;
        if (absence.End())
        {
            LogCameraBack(options.Camera);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera} is away, next try in {PauseSeconds} s: {Reason}")]
    private partial void LogCameraAway(string camera, string reason, double pauseSeconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera} is back")]
    private partial void LogCameraBack(string camera);

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera} has played its recording to the end")]
    private partial void LogRecordingEnded(string camera);
}
