using Roost.Domain.Readings;
using Roost.Vision;

namespace Roost.Edge.Cameras;

/// <summary>Watches the camera itself through its pictures, and tells how they are once in the camera's period.</summary>
internal sealed class PictureWatch(CameraOptions options) : IDisposable
{
    private readonly PictureMeter meter = new();
    private double changeSum;
    private int changes;
    private DateTimeOffset? lookedAt;
    private DateTimeOffset due;

    /// <summary>Takes the next picture, every one of them.</summary>
    public void Add(VideoFrame frame)
    {
        if (meter.Change(frame) is { } change)
        {
            changeSum += change;
            changes++;
        }
    }

    /// <summary>A second of video has ended with this picture: measures it and, when the period is over, adds the readings.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="takenAt">When the second ended.</param>
    /// <param name="into">Receives the readings.</param>
    public void Look(VideoFrame frame, DateTimeOffset takenAt, ICollection<Reading> into)
    {
        var since = takenAt - (lookedAt ?? takenAt);
        var figures = meter.Look(frame, since > TimeSpan.Zero ? since : TimeSpan.Zero);
        lookedAt = takenAt;

        // A clock that was set back must not silence the camera.
        if (takenAt < due && due - takenAt <= options.ReportEvery)
        {
            return;
        }

        due = takenAt + options.ReportEvery;
        Add(Quantity.PictureBrightness, figures.BrightnessPercent);
        Add(Quantity.PictureSharpness, figures.SharpnessPercent);
        Add(Quantity.PictureChange, changes > 0 ? changeSum / changes : null);
        Add(Quantity.PictureShift, figures.ShiftPercent);
        (changeSum, changes) = (0, 0);

        void Add(Quantity quantity, double? value)
        {
            if (value is { } number)
            {
                into.Add(new(quantity, options.Camera, takenAt, Rounded(number), Quality.Good));
            }
        }
    }

    /// <summary>The pictures were interrupted.</summary>
    public void Reset()
    {
        meter.Reset();
        (changeSum, changes) = (0, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    // Only a picture that is the same to the last pixel has a change of 0.
    private static double Rounded(double value) => Math.Round(value, 3) is var rounded && rounded == 0 && value > 0 ? 0.001 : rounded;
}
