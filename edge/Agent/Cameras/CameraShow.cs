using Roost.Domain.Clocks;
using Roost.Domain.Readings;
using Roost.Vision;

namespace Roost.Edge.Cameras;

/// <summary>One unbroken run of pictures of a camera: measures them, gathers seconds, dates and reports them.</summary>
internal sealed class CameraShow(
    CameraOptions options, CameraSourceKind kind, TimeProvider clock, ICameraSink sink, PictureWatch watch, DateTimeOffset? startsAt)
    : IDisposable
{
    private readonly double speed = ScaledClock.SpeedOf(clock);
    private readonly bool isUnpaced = kind == CameraSourceKind.File && options.Pace == CameraPace.None;
    private readonly SecondsOfVideo seconds = new(options.FramesPerSecond);
    private readonly ActivityMeter meter = new();
    private readonly PreviewEncoder encoder = new();
    private readonly List<SecondOfVideo> ended = [];
    private readonly List<Reading> readings = [];
    private long pictures;
    private long firstPictureAt;
    private DateTimeOffset start;
    private TimeSpan lastEnd;

    /// <summary>Where the timeline of a recording that is played without pace goes on.</summary>
    public DateTimeOffset? TimelineEnd => isUnpaced && pictures > 0 ? start + lastEnd : startsAt;

    /// <summary>Takes a picture. True when it completed a second, which was reported.</summary>
    public async ValueTask<bool> NextAsync(VideoFrame frame, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (pictures == 0)
        {
            firstPictureAt = clock.GetTimestamp();
            start = startsAt ?? now;
            watch.Reset();
        }

        var position = Position();
        ended.Clear();
        seconds.Add(position, meter.Next(frame), ended);
        watch.Add(frame);
        pictures++;
        foreach (var second in ended)
        {
            // A live second ended when it ended, not when the picture that told so came; one that ends early by a camera's whim ends now.
            var late = position > second.End ? (position - second.End) * speed : TimeSpan.Zero;
            readings.Add(ReadingOf(second, isUnpaced ? start + second.End : now - late));
        }

        if (readings.Count > 0)
        {
            watch.Look(frame, readings[^1].TakenAt, readings);
            await ReportAsync(cancellationToken);
        }

        if (ended.Count > 0 || pictures == 1)
        {
            sink.ShowPreview(options.Camera, ToMillisecond(isUnpaced ? start + position : now), encoder.Encode(frame));
        }

        return ended.Count > 0;
    }

    /// <summary>The pictures ended: reports the last second, when at least half of it was seen. True when it did.</summary>
    public async ValueTask<bool> FinishAsync(CancellationToken cancellationToken)
    {
        if (seconds.Finish() is not { } last)
        {
            return false;
        }

        readings.Add(ReadingOf(last, isUnpaced ? start + last.End : clock.GetUtcNow()));
        await ReportAsync(cancellationToken);
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

    private Reading ReadingOf(SecondOfVideo second, DateTimeOffset takenAt)
    {
        lastEnd = second.End;
        var isCompared = second.Comparisons > 0;
        return new(
            Quantity.Activity,
            options.Camera,
            ToMillisecond(takenAt),
            Math.Round(second.ActivityPercent, 3),
            isCompared ? Quality.Good : Quality.Uncertain,
            isCompared ? null : "The only picture of this second had none after it to be compared with.");
    }

    private ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        Reading[] together = [.. readings];
        readings.Clear();
        return sink.ReportAsync(together, cancellationToken);
    }

    private static DateTimeOffset ToMillisecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
