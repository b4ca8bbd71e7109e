namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>When a siren sounds. Pure.</summary>
internal static class SirenPlan
{
    /// <summary>How long it sounds without a break when nothing else is configured.</summary>
    public static readonly TimeSpan DefaultPulseAfter = TimeSpan.FromMinutes(10);

    /// <summary>From one pulse to the next.</summary>
    public static readonly TimeSpan PulseEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long a pulse is.</summary>
    public static readonly TimeSpan PulseLength = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether it sounds: at once and without a break, and after a while in pulses, until the last critical alarm is over or acknowledged. It never
    /// gives up; a new alarm begins from the beginning.
    /// </summary>
    /// <param name="open">The alarms that go on.</param>
    /// <param name="now">The agent's time.</param>
    /// <param name="pulseAfter">How long it sounds without a break, in that time.</param>
    /// <param name="speed">How much faster than real time that time runs.</param>
    public static bool SoundsAt(IReadOnlyList<OpenAlarm> open, DateTimeOffset now, TimeSpan pulseAfter, double speed)
    {
        DateTimeOffset? newest = null;
        foreach (var alarm in open)
        {
            if (alarm.IsCalling && (newest is null || alarm.Verdict.RaisedAt > newest))
            {
                newest = alarm.Verdict.RaisedAt;
            }
        }

        if (newest is not { } since)
        {
            return false;
        }

        var pulsing = ((now - since) / speed) - pulseAfter;
        return pulsing < TimeSpan.Zero || pulsing.Ticks % PulseEvery.Ticks < PulseLength.Ticks;
    }
}
