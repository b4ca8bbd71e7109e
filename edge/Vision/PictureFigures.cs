namespace Roost.Vision;

/// <summary>How a camera's picture is as a picture, whatever the birds in it do.</summary>
/// <param name="BrightnessPercent">Mean brightness, % of white.</param>
/// <param name="SharpnessPercent">Fine detail, % of what this camera shows when its lens is clean; null while it is too dark to tell.</param>
/// <param name="ShiftPercent">
/// How far the picture has moved from how the camera was put up, % of its width; <see cref="BeyondRecognitionPercent"/> when nothing of it is
/// recognised; null while it shows nothing to recognise.
/// </param>
public readonly record struct PictureFigures(double BrightnessPercent, double? SharpnessPercent, double? ShiftPercent)
{
    /// <summary>Stands for a picture that was turned or moved so far that nothing of it is recognised, % of the width.</summary>
    public const double BeyondRecognitionPercent = 50;
}
