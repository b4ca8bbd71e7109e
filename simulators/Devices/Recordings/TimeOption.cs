namespace Roost.Simulators.Recordings;

/// <summary>A time on the command line; whose local time it is, only the recording or the cloud knows, so it is read late.</summary>
internal static class TimeOption
{
    /// <exception cref="RecordingException">The text is no time.</exception>
    internal static DateTimeOffset? Read(string option, string? text, TimeZoneInfo zone) =>
        text is null ? null
        : FarmTime.TryParse(text, zone, out var time) ? time
        : throw new RecordingException(
            $"{option} takes an ISO 8601 time, in the farm's time ({zone.Id}) or with an offset, for example 2026-01-31T06:00 or 2026-01-31T06:00Z, not \"{text}\".");
}
