using Roost.Domain.Climate;

namespace Roost.Domain.Tests.Climate;

public sealed class BroilerClimateTests
{
    private const string Guide = "Aviagen, Ross broiler handbook 2025";

    [TestCase(44, 30, Description = Guide)]
    [TestCase(590, 24, Description = Guide)]
    [TestCase(1260, 21, Description = Guide)]
    [TestCase(1530, 20, Description = Guide)]
    [TestCase(3000, 20, Description = Guide)]
    [TestCase(20, 30, Description = "Below the table the first row holds.")]
    [TestCase(72, 29, Description = "Half-way between two rows.")]
    public void The_set_point_follows_the_weight(double grams, double celsius) =>
        Assert.That(BroilerSetPoint.TemperatureCelsius(grams), Is.EqualTo(celsius).Within(1e-9));

    [TestCase(0.05, 0.09, Description = Guide)]
    [TestCase(1.0, 0.86, Description = Guide)]
    [TestCase(2.0, 1.45, Description = Guide)]
    [TestCase(4.0, 2.44, Description = Guide)]
    public void Minimum_ventilation_is_that_of_the_guide(double kilograms, double cubicMetersPerHour) =>
        Assert.That(BroilerNeeds.MinimumVentilationCubicMetersPerHour(kilograms), Is.EqualTo(cubicMetersPerHour).Within(2.5).Percent);

    [TestCase(20, 0.519)]
    [TestCase(28, 0.397)]
    [TestCase(36, 0.175)]
    [TestCase(40, 0)]
    public void The_warmer_the_house_the_smaller_the_share_of_heat_that_warms_the_air(double celsius, double share)
    {
        // Source of the shares: CIGR 2002, the broiler's form.
        var found = BroilerNeeds.SensibleHeatWatts(2, celsius) / BroilerNeeds.TotalHeatWatts(2, celsius);
        Assert.That(found, Is.EqualTo(share).Within(0.0025));
    }

    [Test]
    public void A_kilowatt_of_birds_at_20_degrees_gives_180_litres_of_carbon_dioxide_an_hour()
    {
        // Source: Pedersen et al. 2008, birds above 0.5 kg.
        var watts = BroilerNeeds.TotalHeatWatts(1, 20);
        Assert.That(BroilerNeeds.CarbonDioxideLitersPerHour(1, 20) / watts * 1000, Is.EqualTo(180).Within(1e-9));
    }
}
