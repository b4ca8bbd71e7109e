using System.Globalization;
using Roost.Domain.Readings;
using Roost.Simulation.Sensors;
using Roost.Simulators.Coop;
using Roost.Simulators.Sysfs;

namespace Roost.Simulators.Tests.Sysfs;

internal sealed class SysfsTreeTests
{
    [Test]
    public void Files_say_what_the_kernels_would()
    {
        using var folder = new TemporaryFolder();
        new SysfsTree(folder.Path).Write(Readings(23.1, 61.257, 1480));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text("bus/w1/devices/28-000000000001/temperature"), Is.EqualTo("23125"), "a DS18B20 counts in sixteenths");
            Assert.That(Text("bus/w1/devices/28-000000000001/place"), Is.EqualTo("front"));
            Assert.That(Text("class/hwmon/hwmon0/name"), Is.EqualTo("sht3x"));
            Assert.That(Text("class/hwmon/hwmon0/temp1_input"), Is.EqualTo("23100"));
            Assert.That(Text("class/hwmon/hwmon0/humidity1_input"), Is.EqualTo("61257"));
            Assert.That(
                double.Parse(Text("bus/iio/devices/iio:device0/in_concentration_co2_raw"), CultureInfo.InvariantCulture)
                * double.Parse(Text("bus/iio/devices/iio:device0/in_concentration_co2_scale"), CultureInfo.InvariantCulture),
                Is.EqualTo(0.148).Within(1e-9), "per cent");
        }

        string Text(string path) => File.ReadAllText(Path.Combine(folder.Path, path)).TrimEnd('\n');
    }

    [Test]
    public void A_sensor_that_dies_takes_its_values_with_it()
    {
        using var folder = new TemporaryFolder();
        var tree = new SysfsTree(folder.Path);
        tree.Write(Readings(23.1, 61, 1480));
        tree.Write(Readings(null, null, null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.Exists(Path.Combine(folder.Path, "bus/w1/devices/28-000000000001/temperature")), Is.False);
            Assert.That(File.ReadAllText(Path.Combine(folder.Path, "bus/w1/devices/28-000000000001/w1_slave")), Does.Contain(" NO\n"));
            Assert.That(File.Exists(Path.Combine(folder.Path, "class/hwmon/hwmon0/humidity1_input")), Is.False);
        }
    }

    // The scratchpad of 85 °C at power-on and its check sum are those of Maxim's data sheet for the DS18B20: 50 05 4b 46 7f ff 0c 10 1c.
    [Test]
    public void The_check_sum_is_the_makers() => Assert.That(
        W1Slave.Text(85), Is.EqualTo("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=85000"));

    [Test]
    public void Below_zero_is_twos_complement() => Assert.That(W1Slave.Text(-10.125), Does.StartWith("5e ff ").And.EndsWith("t=-10125"));

    private static SensorReadings Readings(double? celsius, double? humidityPercent, double? ppm) => new(DateTimeOffset.UnixEpoch,
    [
        new(new(Quantity.Temperature, "front", Instrument.Ds18B20), celsius),
        new(new(Quantity.RelativeHumidity, "front", Instrument.Sht31Humidity), humidityPercent),
        new(new(Quantity.CarbonDioxide, "front", Instrument.Scd30), ppm),
    ]);
}
