using CsCheck;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Tests.Numbers;

public sealed class PortableMathTests
{
    [Test]
    public void The_exponential_is_the_systems_within_two_units_of_the_fifteenth_digit() =>
        Gen.Double[-50, 50].Sample(x => Math.Abs((PortableMath.Exp(x) / Math.Exp(x)) - 1) < 2e-15);

    [Test]
    public void The_cosine_is_the_systems() =>
        Gen.Double[-3, 3].Sample(turns => Math.Abs(PortableMath.CosTurns(turns) - Math.Cos(2 * Math.PI * turns)) < 1e-10);

    [Test]
    public void Powers_of_three_quarters_and_two_thirds_are_the_systems() =>
        Gen.Double[0.001, 10].Sample(x =>
            Math.Abs((PortableMath.ThreeQuarterPower(x) / Math.Pow(x, 0.75)) - 1) < 1e-14
            && Math.Abs((PortableMath.TwoThirdsPower(x) / Math.Pow(x, 2.0 / 3)) - 1) < 1e-12);
}
