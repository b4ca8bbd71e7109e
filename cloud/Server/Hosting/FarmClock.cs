using Roost.Domain.Clocks;

namespace Roost.Cloud.Hosting;

/// <summary>
/// The time that the farms live in: real, or scaled for a demo or a replay (<c>--Clock</c>). Timers of the machinery (reconnects, flushes,
/// the silo) run on the container's <see cref="TimeProvider"/>, which is real time: a farm at sixty times the speed has the same network.
/// </summary>
internal sealed class FarmClock(TimeProvider time)
{
    /// <summary>Seconds of the farms in a real second.</summary>
    public double Speed { get; } = ScaledClock.SpeedOf(time);

    /// <summary>Now, UTC, to the millisecond.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
