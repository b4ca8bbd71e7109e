namespace Roost.Simulation.Numbers;

/// <summary>
/// Functions made of additions, multiplications and square roots alone, which IEEE 754 fixes to the last bit. The system's own differ from
/// platform to platform in the last digit, and a simulation that feeds back on itself would carry that into other figures.
/// </summary>
public static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power of <paramref name="x"/>, within 2e-15 of its value; 0 below −700 and what e^700 is above 700.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;

        x = Math.Min(x, 700);
        var power = Math.Floor((x * 1.4426950408889634) + 0.5);
        var r = x - (power * Ln2High) - (power * Ln2Low);

        // Taylor's series in two chains, of even and odd powers; the first term left out is below 1e-16 for |r| ≤ ln 2 / 2.
        var square = r * r;
        var even = (1 / 479_001_600.0) * square;
        even = ((1 / 3_628_800.0) + even) * square;
        even = ((1 / 40_320.0) + even) * square;
        even = ((1 / 720.0) + even) * square;
        even = ((1 / 24.0) + even) * square;
        even = 1 + ((0.5 + even) * square);
        var odd = (1 / 6_227_020_800.0) * square;
        odd = ((1 / 39_916_800.0) + odd) * square;
        odd = ((1 / 362_880.0) + odd) * square;
        odd = ((1 / 5_040.0) + odd) * square;
        odd = ((1 / 120.0) + odd) * square;
        odd = ((1 / 6.0) + odd) * square;
        var sum = even + (r * (1 + odd));
        return sum * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }

    /// <summary>The cosine of so many whole turns, within 1e-12: <c>CosTurns(0.25)</c> is 0.</summary>
    public static double CosTurns(double turns)
    {
        turns = Math.Abs(turns - Math.Floor(turns + 0.5));
        var (sign, quarter) = turns > 0.25 ? (-1.0, 0.5 - turns) : (1.0, turns);
        var x = 2 * Math.PI * quarter;
        var square = x * x;
        var sum = 1 - (square / (15 * 16));
        sum = 1 - (square * sum / (13 * 14));
        sum = 1 - (square * sum / (11 * 12));
        sum = 1 - (square * sum / (9 * 10));
        sum = 1 - (square * sum / (7 * 8));
        sum = 1 - (square * sum / (5 * 6));
        sum = 1 - (square * sum / (3 * 4));
        sum = 1 - (square * sum / 2);
        return sign * sum;
    }

    /// <summary><paramref name="x"/> to the power of ¾, for the metabolic weight (Kleiber 1932).</summary>
    public static double ThreeQuarterPower(double x) => Math.Sqrt(x * Math.Sqrt(x));

    /// <summary><paramref name="x"/> to the power of ⅔, for surfaces; by Newton's method for the cube root, for 1e-4 to 1e4 within 1e-12.</summary>
    public static double TwoThirdsPower(double x)
    {
        if (x <= 0)
            return 0;

        var root = Math.Sqrt(Math.Sqrt(x)); // Between the fourth root and the third lie a few rounds.
        for (var round = 0; round < 8; round++)
            root = ((2 * root) + (x / (root * root))) / 3;

        return root * root;
    }
}
