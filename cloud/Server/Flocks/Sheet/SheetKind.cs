using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Cloud.Flocks.Sheet;

/// <summary>What a line of the daily sheet is about.</summary>
[JsonConverter(typeof(SheetKindJsonConverter))]
public enum SheetKind
{
    /// <summary>Birds found dead: count (0 for none), cause.</summary>
    Dead = 1,

    /// <summary>Birds taken out by hand: count, cause.</summary>
    Culled,

    /// <summary>Birds sold before the house is cleared: count.</summary>
    Thinned,

    /// <summary>Birds weighed by hand: their weights, or mean and count, and the spread where it is known.</summary>
    Weighing,

    /// <summary>Feed delivered: kilograms; text says which.</summary>
    FeedDelivery,

    /// <summary>Feed eaten on the day, where no sensor says it: kilograms.</summary>
    FeedEaten,

    /// <summary>Water drunk on the day, where no sensor says it: liters.</summary>
    WaterDrunk,

    /// <summary>Eggs gathered: count, and their mean weight where it is known.</summary>
    Eggs,

    /// <summary>Medicine given: text names it, and the days that meat and eggs must wait.</summary>
    Treatment,

    /// <summary>A vaccination: text names it, and the days that meat and eggs must wait.</summary>
    Vaccination,

    /// <summary>The litter's state or what was done to it: text.</summary>
    Litter,

    /// <summary>Somebody who came: text.</summary>
    Visitor,

    /// <summary>Anything else: text.</summary>
    Note,

    /// <summary>A photograph that was sent before: its SHA-256; text says what it shows.</summary>
    Photograph,
}

/// <summary>Writes a <see cref="SheetKind"/> in kebab case.</summary>
public sealed class SheetKindJsonConverter() : JsonStringEnumConverter<SheetKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
