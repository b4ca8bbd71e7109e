using Roost.Domain.Breeds;

namespace Roost.Alarms.Linter;

/// <summary>What rules are held against: birds, their ages, and the weather that they will see.</summary>
/// <param name="Breed">The breed's standard.</param>
/// <param name="FromDay">Age at which the rules begin to hold, in days.</param>
/// <param name="ToDay">Age at which the birds leave, in days.</param>
/// <param name="Outside">What the season brings; null where it is not known.</param>
public sealed record FlockFacts(BreedStandard Breed, int FromDay, int ToDay, OutsideTemperatures? Outside = null);

/// <summary>What the outside temperature is like in a season.</summary>
/// <param name="LowCelsius">What the colder nights reach, °C: one night in twenty is colder.</param>
/// <param name="HighCelsius">What the warmer afternoons reach, °C: one afternoon in twenty is warmer.</param>
public sealed record OutsideTemperatures(double LowCelsius, double HighCelsius);
