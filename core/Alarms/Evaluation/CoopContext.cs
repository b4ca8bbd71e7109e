using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Domain.Breeds;

namespace Roost.Alarms.Evaluation;

/// <summary>What is known of a coop beside its readings; it changes with a flock, not with a reading.</summary>
/// <param name="Coop">Name of the coop.</param>
/// <param name="TimeZone">The farm's time zone: its midnights begin flock days and daily counters.</param>
/// <param name="Breed">The breed's standard; null where it is not known, which leaves signals that need it unknown.</param>
/// <param name="PlacedOn">
/// The farm-local day of placement; null where no flock record says it: then the age is what the house controller reports as
/// <c>flock-day</c>, and unknown without that.
/// </param>
/// <param name="Birds">Birds placed; null where it is not known.</param>
/// <param name="Uses">What the house is used for and since when, oldest first; in use for birds before the first.</param>
public sealed record CoopContext(
    string Coop,
    TimeZoneInfo TimeZone,
    BreedStandard? Breed,
    DateOnly? PlacedOn,
    int? Birds,
    IReadOnlyList<HouseUseSince> Uses);

/// <summary>What a house is used for from a moment on.</summary>
/// <param name="From">Since when, UTC.</param>
/// <param name="Use">For what.</param>
public readonly record struct HouseUseSince(DateTimeOffset From, HouseUse Use);

/// <summary>What a house is used for.</summary>
[JsonConverter(typeof(HouseUseJsonConverter))]
public enum HouseUse
{
    /// <summary>Birds live in it.</summary>
    Birds = 1,

    /// <summary>It is empty.</summary>
    Empty,

    /// <summary>It is being washed, disinfected or heated up.</summary>
    Cleaning,

    /// <summary>Somebody works on machines or sensors.</summary>
    Maintenance,
}

/// <summary>Writes a <see cref="HouseUse"/> in kebab case.</summary>
public sealed class HouseUseJsonConverter() : JsonStringEnumConverter<HouseUse>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
