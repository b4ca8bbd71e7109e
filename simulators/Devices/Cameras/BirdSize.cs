namespace Roost.Simulators.Cameras;

/// <summary>How large a bird of a weight looks from above.</summary>
internal static class BirdSize
{
    /// <summary>
    /// W = a·A^1.5: volume goes with area to the power of 1.5 (the allometry used for weighing by camera, De Wet 2003). The factor is the
    /// project's own: 540 cm² for a bird of 2400 g, which gives 36 cm² for a chick on the day of placement.
    /// </summary>
    private const double GramsPerAreaPower = 0.1913;

    /// <summary>Body length over body width without head and tail; a heavy broiler sits broad.</summary>
    private const double Slenderness = 1.45;

    /// <summary>Area seen from above, m².</summary>
    public static double AreaSquareMeters(double weightGrams) => Math.Pow(weightGrams / GramsPerAreaPower, 2.0 / 3) * 1e-4;

    /// <summary>Length of the trunk without head and tail, m.</summary>
    public static float TrunkLengthMeters(double weightGrams) =>
        (float)Math.Sqrt(AreaSquareMeters(weightGrams) * 0.86 * 4 / Math.PI * Slenderness);

    /// <summary>Width of the trunk, m: how close two birds stand side by side.</summary>
    public static float WidthMeters(double weightGrams) => (float)(TrunkLengthMeters(weightGrams) / Slenderness);
}
