using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Domain.Readings;

/// <summary>Writes a <see cref="Quantity"/> as its kebab-case name, so that wire, API and configuration say the same word.</summary>
public sealed class QuantityJsonConverter() : JsonStringEnumConverter<Quantity>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
