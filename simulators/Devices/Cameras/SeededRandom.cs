namespace Roost.Simulators.Cameras;

/// <summary>
/// Random numbers that are the same for the same seed on every machine and runtime, which the runtime's own does not promise:
/// SplitMix64 (Steele, Lea, Flood 2014). Not thread-safe.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 up to, but without, 1.</summary>
    public float Next() => (Bits() >> 40) * (1f / (1 << 24));

    /// <summary>From <paramref name="least"/> up to, but without, <paramref name="below"/>.</summary>
    public float Next(float least, float below) => least + ((below - least) * Next());

    /// <summary>A whole number from 0 up to, but without, <paramref name="below"/>.</summary>
    public int Next(int below) => (int)((Bits() >> 32) * (ulong)below >> 32);

    /// <summary>Normally distributed, mean 0, deviation 1 (Box and Muller 1958).</summary>
    public float NextNormal() => MathF.Sqrt(-2 * MathF.Log(1 - Next())) * MathF.Cos(2 * MathF.PI * Next());

    private ulong Bits()
    {
        state += 0x9E3779B97F4A7C15;
        var value = state;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
