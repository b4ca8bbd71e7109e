using System.Collections.Frozen;

namespace Roost.Domain.Readings;

/// <summary>The unit of a quantity and the range outside which a value can't come from a poultry house.</summary>
/// <param name="Name">Kebab-case name, as on the wire.</param>
/// <param name="Unit">Unit symbol as people write it; empty for bare numbers.</param>
/// <param name="Minimum">Lowest plausible value, in <paramref name="Unit"/>.</param>
/// <param name="Maximum">Highest plausible value, in <paramref name="Unit"/>.</param>
public sealed record QuantityFacts(string Name, string Unit, double Minimum, double Maximum)
{
    private static readonly FrozenDictionary<Quantity, QuantityFacts> ByQuantity = new Dictionary<Quantity, QuantityFacts>
    {
        [Quantity.Temperature] = new("temperature", "°C", -50, 70),
        [Quantity.TemperatureSetPoint] = new("temperature-set-point", "°C", 0, 45),
        [Quantity.RelativeHumidity] = new("relative-humidity", "%", 0, 100),
        [Quantity.Ammonia] = new("ammonia", "ppm", 0, 500),
        [Quantity.CarbonDioxide] = new("carbon-dioxide", "ppm", 0, 50_000),
        [Quantity.StaticPressure] = new("static-pressure", "Pa", -500, 500),
        [Quantity.AirSpeed] = new("air-speed", "m/s", 0, 30),
        [Quantity.Illuminance] = new("illuminance", "lx", 0, 150_000),
        [Quantity.Water] = new("water", "L", 0, 1e7),
        [Quantity.Feed] = new("feed", "kg", 0, 1e7),
        [Quantity.BirdWeight] = new("bird-weight", "g", 0, 30_000),
        [Quantity.FanSpeed] = new("fan-speed", "%", 0, 100),
        [Quantity.Heater] = new("heater", "%", 0, 100),
        [Quantity.MainsPower] = new("mains-power", "", 0, 1),
        [Quantity.Activity] = new("activity", "%", 0, 100),
        [Quantity.Occupancy] = new("occupancy", "%", 0, 100),
        [Quantity.FlockDay] = new("flock-day", "d", 0, 1000),
        [Quantity.Count] = new("count", "", 0, double.MaxValue),
        [Quantity.FanCommand] = new("fan-command", "%", 0, 100),
        [Quantity.HeaterCommand] = new("heater-command", "%", 0, 100),
        [Quantity.Mortality] = new("mortality", "", 0, 1e6),
        [Quantity.BirdCount] = new("bird-count", "", 0, 1e6),
        [Quantity.Eggs] = new("eggs", "", 0, 1e6),
        [Quantity.PictureBrightness] = new("picture-brightness", "%", 0, 100),
        [Quantity.PictureSharpness] = new("picture-sharpness", "%", 0, 1000),
        [Quantity.PictureChange] = new("picture-change", "", 0, 255),
        [Quantity.PictureShift] = new("picture-shift", "%", 0, 100),
        [Quantity.AgentLink] = new("agent-link", "", 0, 1),
        [Quantity.ClockOffset] = new("clock-offset", "s", -1e9, 1e9),
        [Quantity.SpoolUsed] = new("spool-used", "%", 0, 100),
        [Quantity.Siren] = new("siren", "", 0, 1),
        [Quantity.ChainTest] = new("chain-test", "", 0, 1e12),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Quantity> ByName =
        ByQuantity.ToFrozenDictionary(pair => pair.Value.Name, pair => pair.Key, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Quantity>.AlternateLookup<ReadOnlySpan<char>> ByNameSpan =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every quantity, in the order of the enumeration.</summary>
    public static IReadOnlyList<Quantity> All { get; } = [.. ByQuantity.Keys.Order()];

    /// <summary>The facts of a quantity; throws for a value that is none.</summary>
    public static QuantityFacts Of(Quantity quantity) =>
        ByQuantity.TryGetValue(quantity, out var facts)
            ? facts
            : throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "This is no quantity that Roost knows.");

    /// <summary>Finds a quantity by its kebab-case name.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out Quantity quantity) => ByNameSpan.TryGetValue(name, out quantity);

    /// <summary>Whether a value can come from a poultry house at all; NaN and infinities can't.</summary>
    public bool IsPlausible(double value) => double.IsFinite(value) && value >= Minimum && value <= Maximum;
}
