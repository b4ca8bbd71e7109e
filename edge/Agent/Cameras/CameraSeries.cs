using Roost.Domain.Readings;
using Roost.Edge.Signals;

namespace Roost.Edge.Cameras;

/// <summary>What a camera reports; the place is the camera.</summary>
internal static class CameraSeries
{
    private static readonly Quantity[] Quantities =
        [Quantity.Activity, Quantity.PictureBrightness, Quantity.PictureSharpness, Quantity.PictureChange, Quantity.PictureShift];

    /// <summary>The series of a camera, activity first.</summary>
    public static IReadOnlyList<SeriesDefinition> Of(CameraOptions camera) =>
        [.. Quantities.Select(quantity => new SeriesDefinition(quantity, camera.Camera, Deadband: 0, camera.ReportEvery))];
}
