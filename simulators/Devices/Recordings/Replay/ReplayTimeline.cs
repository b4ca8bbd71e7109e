namespace Roost.Simulators.Recordings.Replay;

/// <summary>When each reading of one round is sent, and what time it then carries. Pure.</summary>
/// <param name="First">Recorded time of the first reading.</param>
/// <param name="Start">When the round begins.</param>
/// <param name="Speed">Recorded seconds in a second; null for as fast as the cloud takes it.</param>
/// <param name="Shift">What is added to the recorded times.</param>
internal sealed record ReplayTimeline(DateTimeOffset First, DateTimeOffset Start, double? Speed, TimeSpan Shift)
{
    /// <summary>Times as they were recorded.</summary>
    public static ReplayTimeline Original(DateTimeOffset first, DateTimeOffset start, double? speed) => new(first, start, speed, TimeSpan.Zero);

    /// <summary>
    /// Times shifted to now, so that no reading is sent before its own time, which no cloud would take: above the speed of the clock the last reading falls
    /// on the moment at which it is sent, below it the first one does, at the same speed each of them does.
    /// </summary>
    public static ReplayTimeline Now(DateTimeOffset first, DateTimeOffset last, DateTimeOffset start, double? speed)
    {
        var length = last - first;
        var sending = speed is { } factor ? length / factor : TimeSpan.Zero;
        var shift = sending < length ? start + sending - last : start - first;
        // To the millisecond, as times are kept.
        return new(first, start, speed, TimeSpan.FromMilliseconds(Math.Floor(shift.TotalMilliseconds)));
    }

    /// <summary>When a reading is due.</summary>
    public DateTimeOffset DueAt(DateTimeOffset recorded) => Speed is { } speed ? Start + ((recorded - First) / speed) : Start;

    /// <summary>The time that a reading carries.</summary>
    public DateTimeOffset TakenAt(DateTimeOffset recorded) => recorded + Shift;
}
