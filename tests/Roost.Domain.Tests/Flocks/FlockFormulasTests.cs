using CsCheck;
using Roost.Domain.Flocks;

namespace Roost.Domain.Tests.Flocks;

public sealed class FlockFormulasTests
{
    private const string Ross = "Aviagen, broiler handbook 2025";

    [TestCase(5, 95, Description = Ross)]
    [TestCase(8, 79, Description = Ross)]
    [TestCase(10, 68, Description = Ross)]
    [TestCase(12, 60, Description = Ross)]
    [TestCase(16, 47, Description = Ross)]
    public void A_spread_gives_the_handbooks_uniformity(double variationPercent, double uniformityPercent) =>
        Assert.That(FlockFormulas.UniformityPercent(variationPercent), Is.EqualTo(uniformityPercent).Within(1));

    [Test]
    public void Wider_spread_is_less_uniform_and_always_a_share() =>
        Gen.Double[0.1, 60].Select(Gen.Double[0.1, 60]).Sample((one, other) =>
        {
            var (narrow, wide) = (FlockFormulas.UniformityPercent(Math.Min(one, other))!.Value, FlockFormulas.UniformityPercent(Math.Max(one, other))!.Value);
            return narrow >= wide && wide > 0 && narrow <= 100;
        });

    [Test]
    public void The_efficiency_factor_is_that_of_the_formula_worked_by_hand() =>
        // 96 % live, 2.4 kg, 40 days, 1.6 kg of feed a kg: 96 · 2.4 / (40 · 1.6) · 100.
        Assert.That(FlockFormulas.ProductionEfficiency(96, 2400, 40, 1.6), Is.EqualTo(360).Within(1e-9));

    [TestCase(0, 1)]
    [TestCase(35, 3.1)]
    [TestCase(42, 3.52)]
    public void The_ceiling_of_losses_is_the_directives(double ageDays, double percent) =>
        Assert.That(FlockFormulas.LossCeilingPercent(ageDays), Is.EqualTo(percent).Within(1e-9));

    [Test]
    public void The_spread_of_three_weights_is_that_worked_by_hand()
    {
        var (mean, variation) = FlockFormulas.Spread([900, 1000, 1100])!.Value;
        Assert.That((mean, variation), Is.EqualTo((1000, 10)).Within(1e-9));
    }

    [Test]
    public void Nothing_is_divided_by_nothing()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FlockFormulas.FeedConversion(10, 0), Is.Null);
            Assert.That(FlockFormulas.WaterToFeed(10, 0), Is.Null);
            Assert.That(FlockFormulas.HenDayPercent(10, 0), Is.Null);
            Assert.That(FlockFormulas.ProductionEfficiency(100, 0, 0, 1.5), Is.Null);
            Assert.That(FlockFormulas.DensityKilogramsPerSquareMeter(100, 1000, null), Is.Null);
            Assert.That(FlockFormulas.Spread([1000]), Is.Null);
        }
    }
}
