namespace Roost.Simulation.Sensors;

/// <summary>How an instrument turns a true value into a reading.</summary>
/// <param name="Name">The type, as its maker calls it.</param>
/// <param name="ResponseSeconds">Time to 63 % of a step; 0 for at once.</param>
/// <param name="Noise">Standard deviation of one reading, in the quantity's unit.</param>
/// <param name="Step">What the reading is rounded to, in the quantity's unit.</param>
/// <param name="Offset">Standard deviation of a new instrument's offset, in the quantity's unit.</param>
/// <param name="GainPercent">Standard deviation of a new instrument's gain.</param>
/// <param name="DriftPerDay">Standard deviation of the drift, in the quantity's unit a day.</param>
/// <param name="Minimum">Lowest value it can show.</param>
/// <param name="Maximum">Highest value it can show.</param>
public sealed record Instrument(
    string Name, double ResponseSeconds, double Noise, double Step, double Offset, double GainPercent, double DriftPerDay,
    double Minimum, double Maximum)
{
    /// <summary>What a percent of relative humidity above 60 adds to the reading.</summary>
    public double PerHumidityPercent { get; init; }

    /// <summary>What a kelvin above 25 °C adds to the reading.</summary>
    public double PerKelvin { get; init; }

    /// <summary>A counter: it never falls within a day, and shows whole steps only.</summary>
    public bool Counts { get; init; }

    // Makers' sheets: Sensirion SHT3x, Maxim DS18B20, Sensirion SCD30, Dräger and DOL ammonia heads. Response of the DS18B20 in a steel
    // probe. What a sheet leaves open (offset spread, lamp sensors, scales) is the project's own.
    public static Instrument Sht31Temperature { get; } = new("SHT31", 8, 0.04, 0.01, 0.1, 0, 0.03 / 365, -40, 125);

    public static Instrument Sht31Humidity { get; } = new("SHT31", 8, 0.15, 0.01, 1, 0, 0.25 / 365, 0, 100);

    public static Instrument Ds18B20 { get; } = new("DS18B20", 40, 0.03, 0.0625, 0.25, 0, 0, -55, 125);

    public static Instrument Scd30 { get; } = new("SCD30", 20, 10, 1, 15, 1.5, 0.5, 0, 10_000) { PerKelvin = 2.5 };

    public static Instrument Dol53 { get; } = new("DOL53", 43, 0.15, 0.1, 0.7, 4, 0.02, 0, 100) { PerHumidityPercent = 0.02 };

    public static Instrument PressureCell { get; } = new("differential pressure cell", 2, 0.4, 0.1, 0.5, 1, 0, -100, 250);

    public static Instrument HotWire { get; } = new("hot-wire anemometer", 5, 0.02, 0.01, 0.02, 3, 0, 0, 10);

    public static Instrument LightCell { get; } = new("light cell", 1, 0.2, 0.1, 0.2, 4, 0, 0, 2000);

    public static Instrument PulseMeter { get; } = new("pulse water meter", 0, 0, 1, 0, 1, 0, 0, 1e7) { Counts = true };

    public static Instrument FeedMeter { get; } = new("feed weigher", 0, 0, 1, 0, 0.5, 0, 0, 1e7) { Counts = true };

    public static Instrument BirdScale { get; } = new("bird scale", 0, 4, 1, 2, 0.7, 0.3, 0, 30_000);

    public static Instrument EggCounter { get; } = new("egg counter", 0, 0, 1, 0, 0.3, 0, 0, 1e6) { Counts = true };

    /// <summary>What the farmer counts and types in.</summary>
    public static Instrument CountedByHand { get; } = new("counted by hand", 0, 0, 1, 0, 0, 0, 0, 1e6);

    /// <summary>A figure that the house controller knows itself.</summary>
    public static Instrument Status { get; } = new("house controller", 0, 0, 0.1, 0, 0, 0, -100, 1e7);
}
