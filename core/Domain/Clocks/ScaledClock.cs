using System.Globalization;

namespace Roost.Domain.Clocks;

/// <summary>
/// A clock that runs at a multiple of real time from a common origin. Every process that is given the same origin and speed reads the
/// same time, so a demo or a replay in several processes dates nothing in another's future. Timers fire in scaled time.
/// </summary>
public sealed class ScaledClock : TimeProvider
{
    private readonly TimeProvider real;
    private readonly DateTimeOffset realOrigin;
    private readonly DateTimeOffset origin;

    /// <summary>Creates a clock that reads <paramref name="origin"/> when real time is <paramref name="realOrigin"/>.</summary>
    /// <param name="realOrigin">Real time at the origin, UTC.</param>
    /// <param name="origin">This clock's time at the origin, UTC.</param>
    /// <param name="speed">Seconds of this clock in a real second, above 0 and at most 100,000.</param>
    /// <param name="real">Where real time comes from.</param>
    public ScaledClock(DateTimeOffset realOrigin, DateTimeOffset origin, double speed, TimeProvider real)
    {
        if (!(speed > 0 && speed <= 100_000))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "A clock's speed is above 0 and at most 100,000.");
        }

        this.real = real;
        this.realOrigin = realOrigin.ToUniversalTime();
        this.origin = origin.ToUniversalTime();
        Speed = speed;
    }

    /// <summary>Seconds of this clock in a real second.</summary>
    public double Speed { get; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of <see cref="GetTimestamp"/> in a second of this clock; the timestamp itself is scaled.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Speed of any clock: that of a scaled one, else 1.</summary>
    public static double SpeedOf(TimeProvider clock) => clock is ScaledClock scaled ? scaled.Speed : 1;

    /// <summary>Reads what <see cref="ToString"/> wrote: <c>realOrigin/origin/speed</c>, both times in round-trip format.</summary>
    /// <exception cref="FormatException">The text is not of that form, or the speed is out of range.</exception>
    public static ScaledClock Parse(string text, TimeProvider real)
    {
        if (text.Split('/') is [var realOrigin, var origin, var speed]
            && DateTimeOffset.TryParse(realOrigin, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var realAt)
            && DateTimeOffset.TryParse(origin, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && double.TryParse(speed, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 100_000)
        {
            return new ScaledClock(realAt, at, factor, real);
        }

        throw new FormatException(
            $"The clock \"{text}\" is not of the form REAL-ORIGIN/ORIGIN/SPEED, for example 2026-01-01T00:00:00Z/2026-01-01T00:00:00Z/60.");
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => origin + ((real.GetUtcNow() - realOrigin) * Speed);

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)(real.GetElapsedTime(0, real.GetTimestamp()).Ticks * Speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period)), this);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{realOrigin:O}/{origin:O}/{Speed:R}");

    private TimeSpan ToReal(TimeSpan scaled) =>
        scaled <= TimeSpan.Zero ? scaled : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, (long)(scaled.Ticks / Speed)));

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.ToReal(dueTime), clock.ToReal(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
