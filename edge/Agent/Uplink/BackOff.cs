using System.Security.Cryptography;

namespace Roost.Edge.Uplink;

/// <summary>Pauses between tries to connect: doubling, and each of them random within its upper half, so that a thousand agents don't come back at once.</summary>
internal sealed class BackOff(TimeSpan shortest, TimeSpan longest)
{
    private const int Steps = 1000;

    private readonly TimeSpan floor = shortest;
    private TimeSpan ceiling = shortest;

    public void Reset() => ceiling = floor;

    public TimeSpan Next()
    {
        var pause = ceiling * ((Steps + RandomNumberGenerator.GetInt32(Steps)) / (2.0 * Steps));
        ceiling = ceiling * 2 < longest ? ceiling * 2 : longest;
        return pause;
    }
}
