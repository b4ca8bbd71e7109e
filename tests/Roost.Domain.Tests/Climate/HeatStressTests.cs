using Roost.Domain.Climate;

namespace Roost.Domain.Tests.Climate;

public sealed class HeatStressTests
{
    [TestCase(30, 70, 0.2, 30.9)]
    [TestCase(30, 70, 2, 27.9)]
    [TestCase(32, 50, 2, 29.7)]
    [TestCase(35, 50, 2, 33.5)]
    [TestCase(35, 85, 2, 35.1)]
    [TestCase(30, 70, 0, 30.9, Description = "Below 0.2 m/s the air is still.")]
    public void Effective_temperature_follows_heat_moisture_and_wind(double celsius, double humidityPercent, double metersPerSecond, double effective) =>
        Assert.That(HeatStress.EffectiveTemperatureCelsius(celsius, humidityPercent, metersPerSecond), Is.EqualTo(effective).Within(0.06));

    [Test]
    public void Effective_temperature_is_the_air_s_own_at_half_humidity_in_still_air([Values(20, 25, 30, 35)] double celsius) =>
        Assert.That(HeatStress.EffectiveTemperatureCelsius(celsius, 50, 0.2), Is.EqualTo(celsius).Within(0.25));

    // Source: the table of Hy-Line, "Understanding heat stress in layers".
    [TestCase(24, 50, 70)]
    [TestCase(26, 50, 73)]
    [TestCase(28, 50, 76)]
    [TestCase(30, 50, 78)]
    [TestCase(30, 70, 81)]
    [TestCase(32, 50, 81)]
    [TestCase(32, 70, 84)]
    [TestCase(34, 50, 84)]
    [TestCase(36, 40, 84)]
    public void Heat_index_is_that_of_the_table(double celsius, double humidityPercent, double fahrenheit) =>
        Assert.That(HeatStress.HeatIndexFahrenheit(celsius, humidityPercent), Is.EqualTo(fahrenheit).Within(0.5));

    [Test]
    public void Wet_bulb_at_20_degrees_and_50_percent_is_13_7() =>
        Assert.That(HumidAir.WetBulbCelsius(20, 50), Is.EqualTo(13.7).Within(0.05), "Stull 2011, the paper's own example");
}
