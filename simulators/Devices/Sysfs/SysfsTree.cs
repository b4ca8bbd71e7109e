using System.Globalization;
using Roost.Domain.Readings;
using Roost.Simulators.Coop;

namespace Roost.Simulators.Sysfs;

/// <summary>
/// Sensors as the Linux kernel shows them in files, below a folder that stands for <c>/sys</c>: DS18B20 probes on the 1-Wire bus
/// (<c>bus/w1/devices/28-…/temperature</c> and <c>w1_slave</c>), SHT3x of the hwmon class (<c>temp1_input</c>, <c>humidity1_input</c>, in
/// thousandths) and SCD30 of the industrial I/O class (<c>in_concentration_co2_raw</c> with its scale). A file is replaced whole, so a
/// reader never finds half of one. A dead probe keeps its folder and answers as the kernel does: a check sum that fails, no file.
/// </summary>
/// <param name="root">The folder; created when missing.</param>
internal sealed class SysfsTree(string root)
{
    /// <summary>Writes what the sensors show now.</summary>
    public void Write(SensorReadings readings)
    {
        var (probe, hygrometer, gas) = (0, 0, 0);
        foreach (var reading in readings.Readings)
        {
            switch (reading.Plan.Quantity)
            {
                case Quantity.Temperature:
                    WriteProbe($"28-{++probe:x12}", reading.Plan.Place, reading.Value);
                    break;
                case Quantity.RelativeHumidity:
                    WriteHygrometer($"hwmon{hygrometer++}", reading.Plan.Place, readings.Of(Quantity.Temperature, reading.Plan.Place), reading.Value);
                    break;
                case Quantity.CarbonDioxide:
                    WriteGas($"iio:device{gas++}", reading.Plan.Place, reading.Value);
                    break;
            }
        }
    }

    private void WriteProbe(string id, string place, double? celsius)
    {
        var folder = Folder("bus", "w1", "devices", id);
        Put(folder, "place", place);
        Put(folder, "temperature", celsius is { } known ? Thousandths(Sixteenths(known)) : null);
        Put(folder, "w1_slave", W1Slave.Text(celsius));
    }

    private void WriteHygrometer(string id, string place, double? celsius, double? humidityPercent)
    {
        var folder = Folder("class", "hwmon", id);
        Put(folder, "name", "sht3x");
        Put(folder, "place", place);
        Put(folder, "temp1_input", celsius is { } warm ? Thousandths(warm) : null);
        Put(folder, "humidity1_input", humidityPercent is { } damp ? Thousandths(damp) : null);
    }

    private void WriteGas(string id, string place, double? ppm)
    {
        var folder = Folder("bus", "iio", "devices", id);
        Put(folder, "name", "scd30");
        Put(folder, "place", place);

        // The kernel's unit for a concentration is per cent.
        Put(folder, "in_concentration_co2_scale", "0.000100");
        Put(folder, "in_concentration_co2_raw", ppm?.ToString("0", CultureInfo.InvariantCulture));
    }

    private string Folder(params ReadOnlySpan<string> parts) => Directory.CreateDirectory(Path.Combine([root, .. parts])).FullName;

    private static void Put(string folder, string name, string? text)
    {
        var file = Path.Combine(folder, name);
        if (text is null)
        {
            File.Delete(file);
            return;
        }

        var next = Path.Combine(folder, $".{name}");
        File.WriteAllText(next, text + "\n");
        File.Move(next, file, overwrite: true);
    }

    private static string Thousandths(double value) => Math.Round(value * 1000).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>A DS18B20 counts in sixteenths of a degree.</summary>
    private static double Sixteenths(double celsius) => Math.Round(celsius * 16) / 16;
}
