using Roost.Domain.Clocks;
using Roost.Domain.Readings;
using Roost.Vision;

namespace Roost.Edge.Cameras;

/// <summary>One unbroken run of pictures of a camera: measures them, gathers seconds, dates and reports them.</summary>
internal sealed class CameraShow(CameraOptions options, CameraSourceKind kind, TimeProvider clock, ICameraSink sink, DateTimeOffset? startsAt)
    : IDisposable
{
    private readonly double speed = ScaledClock.SpeedOf(clock);
    private readonly bool isUnpaced = kind == CameraSourceKind.File && options.Pace == CameraPace.None;
    private readonly SecondsOfVideo seconds = new(options.FramesPerSecond);
    private readonly ActivityMeter meter = new();
    private readonly PreviewEncoder encoder = new();
    private long pictures;
    private long firstPictureAt;
    private DateTimeOffset start;
    private TimeSpan lastEnd;

    /// <summary>Where the timeline of a recording that is played without pace goes on.</summary>
    public DateTimeOffset? TimelineEnd => isUnpaced && pictures > 0 ? start + lastEnd : startsAt;

    /// <summary>Takes a picture. True when it completed a second, which was reported.</summary>
    public async ValueTask<bool> NextAsync(VideoFrame frame, CancellationToken cancellationToken)
    {
        if (pictures == 0)
        {
            firstPictureAt = clock.GetTimestamp();
            start = startsAt ?? clock.GetUtcNow();
        }

        var position = Position();
        var closed = seconds.Add(position, meter.Next(frame), out var ended);
        if (closed)
        {
            await ReportAsync(ended, isUnpaced ? start + ended.End : clock.GetUtcNow() - ((position - ended.End) * speed), cancellationToken);
        }

        if (closed || pictures == 0)
        {
            sink.ShowPreview(options.Camera, ToMillisecond(isUnpaced ? start + position : clock.GetUtcNow()), encoder.Encode(frame));
        }

        pictures++;
        return closed;
    }

    /// <summary>The pictures ended: reports the last second, when at least half of it was seen. True when it did.</summary>
    public async ValueTask<bool> FinishAsync(CancellationToken cancellationToken)
    {
        if (!seconds.TryFinish(out var ended))
        {
            return false;
        }

        await ReportAsync(ended, isUnpaced ? start + ended.End : clock.GetUtcNow(), cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        encoder.Dispose();
    }

    /// <summary>A file's pictures come at an even rate, so they are counted; a live camera's come when they come, so they are timed.</summary>
    private TimeSpan Position() => kind == CameraSourceKind.File
        ? TimeSpan.FromSeconds((double)pictures / options.FramesPerSecond)
        : clock.GetElapsedTime(firstPictureAt) / speed;

    private ValueTask ReportAsync(SecondOfVideo second, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        lastEnd = second.End;
        var value = Math.Round(second.ActivityPercent, 3);
        return sink.ReportAsync(
            second.Comparisons > 0
                ? new(Quantity.Activity, options.Camera, ToMillisecond(takenAt), value, Quality.Good)
                : new(Quantity.Activity, options.Camera, ToMillisecond(takenAt), value, Quality.Uncertain, "The only picture of this second had none before it to be compared with."),
            cancellationToken);
    }

    private static DateTimeOffset ToMillisecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
