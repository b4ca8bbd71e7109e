using System.Globalization;
using System.Text;

namespace Roost.Simulators.House;

/// <summary>What an agent needs to know to watch one simulated house.</summary>
internal sealed record AgentFile
{
    public required string Farm { get; init; }

    public required string Agent { get; init; }

    public required string Coop { get; init; }

    public required int BrokerPort { get; init; }

    public required int DevicePort { get; init; }

    /// <summary>Full path of the agent's spool.</summary>
    public required string Spool { get; init; }

    /// <summary>Full path of the controller's log.</summary>
    public required string Log { get; init; }

    /// <summary>The house's camera: the full path of a recorded video, which plays over and over, or an address; null for none.</summary>
    public string? Camera { get; init; }

    /// <summary>Seconds of the agent's clock in a real second; the device is polled once in a real second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The agent's configuration.</summary>
    public string ToYaml()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# Written by the demo at each start, from the map of the simulated house controller.");
        Line($"farm: {Farm}");
        Line($"agent: {Agent}");
        Line($"broker: {{ host: 127.0.0.1, port: {BrokerPort} }}");
        Line($"spool: {Quote(Spool)}");
        Line($"coops:");
        Line($"  - coop: {Coop}");
        Line($"    devices:");
        Line($"      - driver: modbus-tcp");
        Line($"        host: 127.0.0.1");
        Line($"        port: {DevicePort}");
        Line($"        unit: 1");
        Line($"        every: {HouseMapText.Duration(TimeSpan.FromSeconds(1) * Speed)}");
        Line($"        readings:");
        foreach (var reading in HouseMapText.Readings(TimeSpan.FromSeconds(10) * Speed))
            Line($"          - {reading}");

        Line($"      - driver: controller-log");
        Line($"        file: {Quote(Log)}");
        if (Camera is not null)
        {
            Line($"    cameras:");
            Line($"      - camera: camera-1");
            Line($"        source: {Quote(Camera)}");
            Line($"        frames-per-second: 4");
            if (Path.IsPathRooted(Camera))
            {
                Line($"        loop: true");
            }
        }

        return text.ToString();
    }

    /// <summary>A YAML single-quoted scalar, for any path.</summary>
    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
