namespace Roost.Simulators.Cameras;

/// <summary>What light, exposure, dust and sensor make of a picture. Two scenes with the same setting need no new tables.</summary>
/// <param name="Exposure">How bright a fully lit white bird comes out, 0 to 1.</param>
/// <param name="HasSpot">Whether the light comes from the camera's own lamp: bright in the middle, dark at the edges.</param>
/// <param name="Saturation">How much colour is left, 0 to 1.</param>
/// <param name="Noise">Deviation of the sensor's noise, grey levels.</param>
/// <param name="Dust">Dust on the lens, 0 to 1.</param>
internal readonly record struct LensSetting(float Exposure, bool HasSpot, float Saturation, float Noise, float Dust)
{
    /// <summary>The setting of a scene.</summary>
    public static LensSetting Of(FlockScene scene)
    {
        // Steps of two percent: a dust that grows by the minute doesn't cost new tables at every picture.
        var dust = MathF.Round((float)(scene.Fault == CameraFault.Dusty ? Math.Max(0.85, scene.Dust) : scene.Dust) * 50) / 50;
        if (scene.Fault == CameraFault.Dark)
        {
            return new(0, false, 0, 1.2f, 0);
        }

        return scene.Light switch
        {
            HouseLight.Infrared => new(0.92f, true, 0, 2.6f, dust),
            HouseLight.Night => new(0.07f, false, 0.25f, 3.2f, dust),
            _ => OfDay(scene.LightLux, dust),
        };
    }

    /// <summary>From 10 lx the camera's exposure keeps up; a decade less halves the picture and its gain brings the noise out.</summary>
    private static LensSetting OfDay(double lux, float dust)
    {
        var exposure = (float)Math.Clamp((Math.Log10(Math.Max(lux, 0.01)) + 1) / 2, 0.06, 1);
        exposure = MathF.Round(exposure * 100) / 100;
        return new(exposure, false, 0.35f + (0.65f * exposure), 1.4f + (2.6f * (1 - exposure)), dust);
    }
}
