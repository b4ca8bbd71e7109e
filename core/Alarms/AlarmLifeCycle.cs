using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Alarms;

/// <summary>Where an alarm stands, in the words of ISA-18.2.</summary>
[JsonConverter(typeof(AlarmLifeCycleJsonConverter))]
public enum AlarmLifeCycle
{
    /// <summary>No alarm, or one that is both over and acknowledged.</summary>
    Normal = 1,

    /// <summary>Active, and nobody has said that they saw it.</summary>
    Unacknowledged,

    /// <summary>Active, and someone has taken it on.</summary>
    Acknowledged,

    /// <summary>Over before anybody acknowledged it; kept until someone does.</summary>
    ReturnedToNormalUnacknowledged,

    /// <summary>Active in a house that is used for something else than birds: by design it tells nobody.</summary>
    SuppressedByDesign,
}

/// <summary>Writes an <see cref="AlarmLifeCycle"/> in kebab case: <c>returned-to-normal-unacknowledged</c>.</summary>
public sealed class AlarmLifeCycleJsonConverter()
    : JsonStringEnumConverter<AlarmLifeCycle>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
