using Roost.Alarms;

namespace Roost.Simulators.Recordings;

/// <summary>How severities are written in recordings and tables.</summary>
internal static class SeverityName
{
    public static string Of(AlarmSeverity severity) => severity switch
    {
        AlarmSeverity.Critical => "critical",
        AlarmSeverity.Warning => "warning",
        _ => "information",
    };

    /// <exception cref="FormatException">The text is no severity.</exception>
    public static AlarmSeverity Read(string text) => text switch
    {
        "critical" => AlarmSeverity.Critical,
        "warning" => AlarmSeverity.Warning,
        "information" => AlarmSeverity.Information,
        _ => throw new FormatException($"\"{text}\" is no severity."),
    };
}
