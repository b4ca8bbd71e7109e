using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulators.Cameras;
using Roost.Simulators.Coop;
using Roost.Vision;

namespace Roost.Simulators.Scenarios;

/// <summary>
/// The coop's camera, thinned: a pair of synthetic pictures every few minutes, and a picture every second around the moments at which a fault begins or
/// ends, through the figures that agents make of pictures.
/// </summary>
internal sealed class ScenarioCamera : IDisposable
{
    private const string Camera = "camera-1";
    private const int SecondsAroundFault = 9;

    // Readings count for ten minutes.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(8);

    private readonly CoopSimulation coop;
    private readonly CameraTrouble[] troubles;
    private readonly SyntheticCamera camera;
    private readonly PictureMeter meter = new();
    private readonly JpegEncoder encoder = new();
    private readonly VideoFrame frame = new(Canvas.Width, Canvas.Height);
    private CameraTrouble? before;
    private DateTimeOffset lookedAt;

    public ScenarioCamera(CoopSimulation coop)
    {
        this.coop = coop;
        troubles = [.. coop.Events.OfType<CameraTrouble>()];
        camera = new(coop.Setup.Seed);
        lookedAt = coop.Now - Between;
    }

    /// <summary>The picture looked at last, as a JPEG; null when the camera gave none.</summary>
    public byte[]? Jpeg() => camera.Picture() is { } picture ? encoder.Encode(picture.Span) : null;

    /// <summary>Adds the camera's readings of the coop's moment, when it is time for some.</summary>
    public void Take(List<Reading> into)
    {
        var trouble = troubles.FirstOrDefault(each => each.IsOnAt(coop.Now));
        if (trouble != before)
        {
            Play(before, 1);
            before = trouble;
            Add(into, Play(trouble, SecondsAroundFault));
        }
        else if (coop.Now - lookedAt >= Between)
        {
            meter.Reset();
            Add(into, Play(trouble, 1));
        }
    }

    public void Dispose()
    {
        meter.Dispose();
        encoder.Dispose();
        frame.Dispose();
    }

    private (PictureFigures? Figures, double? Change) Play(CameraTrouble? trouble, int seconds)
    {
        var scene = CoopCamera.SceneOf(coop.Truth, coop.Setup.House.FloorSquareMeters, trouble?.Fault);
        (PictureFigures? Figures, double? Change) seen = default;
        for (var second = 0; second < seconds; second++)
        {
            camera.Step(scene);
            if (camera.Picture() is not { } first)
            {
                return default;
            }

            first.CopyTo(frame.Bytes);
            meter.Change(frame);
            camera.Step(scene);
            camera.Picture()!.Value.CopyTo(frame.Bytes);
            seen = (meter.Look(frame, coop.Now > lookedAt ? coop.Now - lookedAt : TimeSpan.Zero), meter.Change(frame));
            lookedAt = coop.Now;
        }

        return seen;
    }

    private void Add(List<Reading> into, (PictureFigures? Figures, double? Change) seen)
    {
        if (seen.Figures is not { } figures)
        {
            return;
        }

        AddOne(Quantity.PictureBrightness, figures.BrightnessPercent);
        AddOne(Quantity.PictureSharpness, figures.SharpnessPercent);
        AddOne(Quantity.PictureChange, seen.Change);
        AddOne(Quantity.PictureShift, figures.ShiftPercent);

        void AddOne(Quantity quantity, double? value)
        {
            if (value is not null)
            {
                into.Add(new(quantity, Camera, coop.Now, value, Quality.Good));
            }
        }
    }
}
