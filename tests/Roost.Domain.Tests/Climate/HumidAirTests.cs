using CsCheck;
using Roost.Domain.Climate;

namespace Roost.Domain.Tests.Climate;

public sealed class HumidAirTests
{
    [TestCase(0, 611.2, Description = "IAPWS steam tables")]
    [TestCase(20, 2339, Description = "IAPWS steam tables")]
    [TestCase(30, 4247, Description = "IAPWS steam tables")]
    [TestCase(40, 7385, Description = "IAPWS steam tables")]
    public void Saturation_pressure_is_that_of_the_steam_tables(double celsius, double pascals) =>
        Assert.That(HumidAir.SaturationPressurePascals(celsius), Is.EqualTo(pascals).Within(0.4).Percent);

    [Test]
    public void Air_at_20_degrees_and_50_percent_holds_7_3_grams_of_water() =>
        Assert.That(HumidAir.MoistureGramsPerKilogram(20, 50), Is.EqualTo(7.26).Within(0.05), "ASHRAE psychrometric chart no. 1");

    [Test]
    public void Moisture_and_humidity_are_each_others_inverse() =>
        Gen.Select(Gen.Double[-20, 45], Gen.Double[1, 100]).Sample((celsius, percent) =>
            Math.Abs(HumidAir.RelativeHumidityPercent(celsius, HumidAir.MoistureGramsPerKilogram(celsius, percent)) - percent) < 1e-9);
}
