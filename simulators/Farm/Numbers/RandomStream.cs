namespace Roost.Simulation.Numbers;

/// <summary>
/// Random numbers of one seed: SplitMix64 (Steele, Lea, Flood 2014). Eight bytes of state, so that each sensor and each cause of death has
/// its own and none disturbs another.
/// </summary>
internal struct RandomStream(ulong seed)
{
    // Four sums of 16 bits have the variance 4 · (2^32 − 1) / 12.
    private const double GaussianScale = 1 / 37_837.22;

    private ulong state = seed;

    /// <summary>A number from 0 to under 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A number of mean 0 and standard deviation 1, nearly normal and never beyond ±3.5: the sum of four uniform ones, all out of one draw.
    /// </summary>
    public double Gaussian()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((double)sum - 131_070) * GaussianScale;
    }

    /// <summary>A Poisson number of the mean <paramref name="mean"/>; by its normal approximation above 30.</summary>
    public int Poisson(double mean)
    {
        if (mean <= 0)
            return 0;

        if (mean > 30)
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Gaussian())));

        var (left, count) = (Unit(), 0);
        for (var share = PortableMath.Exp(-mean); left > share && count < 200; share *= mean / count)
        {
            left -= share;
            count++;
        }

        return count;
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var value = state;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
