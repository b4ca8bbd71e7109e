using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Alarms;

/// <summary>How much an alarm matters, least first, so that two can be compared.</summary>
[JsonConverter(typeof(AlarmSeverityJsonConverter))]
public enum AlarmSeverity
{
    /// <summary>Worth knowing, nobody has to come.</summary>
    Information = 1,

    /// <summary>Someone has to look today.</summary>
    Warning,

    /// <summary>Birds are in danger now.</summary>
    Critical,
}

/// <summary>Writes an <see cref="AlarmSeverity"/> as <c>information</c>, <c>warning</c> or <c>critical</c>.</summary>
public sealed class AlarmSeverityJsonConverter()
    : JsonStringEnumConverter<AlarmSeverity>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
