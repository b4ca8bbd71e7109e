using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Domain.Readings;

/// <summary>How far a reading may be trusted. Anything but <see cref="Good"/> comes with a reason.</summary>
[JsonConverter(typeof(QualityJsonConverter))]
public enum Quality
{
    /// <summary>Measured, in time, and plausible.</summary>
    Good = 1,

    /// <summary>A value is there, but something speaks against relying on it (old, stuck, out of the sensor's range).</summary>
    Uncertain,

    /// <summary>No usable value: the sensor or the way to it failed.</summary>
    Bad,
}

/// <summary>Writes a <see cref="Quality"/> as <c>good</c>, <c>uncertain</c> or <c>bad</c>.</summary>
public sealed class QualityJsonConverter() : JsonStringEnumConverter<Quality>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
