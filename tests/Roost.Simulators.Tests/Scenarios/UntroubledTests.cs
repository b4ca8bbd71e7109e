using Roost.Simulation;
using Roost.Simulation.Controller;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Scenarios;

/// <summary>
/// What a scenario's house is like without its events: nobody should have anything to say of it, so that what an alarm system says is of the
/// events alone.
/// </summary>
internal sealed class UntroubledTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [TestCaseSource(typeof(ScenarioLibrary), nameof(ScenarioLibrary.Names))]
    public void A_house_without_its_scenarios_events_stays_within_limits(string name)
    {
        var scenario = ScenarioLibrary.Find(name);
        var coop = new CoopSimulation(scenario.Setup, []);
        var end = coop.Now + scenario.Length;
        var (hot, cold, damp, gassed, stifling, all) = (0, 0, 0, 0, 0, 0);
        var (humidityOf48Hours, wettest) = (new Queue<double>(), 0.0);
        var controllersOwn = ControllerAlarms.None;
        while (coop.Now < end)
        {
            coop.RunTo(coop.Now + Step);
            var truth = coop.Truth;
            var felt = truth.Flock!.EffectiveTemperatureCelsius - truth.TemperatureSetPointCelsius;
            controllersOwn |= truth.Controller!.Alarms;
            all++;
            hot += felt > 4 || HottestOf(truth) > truth.TemperatureSetPointCelsius + 6 ? 1 : 0;
            cold += truth.MiddleTemperatureCelsius < truth.TemperatureSetPointCelsius - (truth.FlockDay < 7 ? 1.5 : 3) ? 1 : 0;
            damp += truth.RelativeHumidityPercent > 80 ? 1 : 0;
            gassed += truth.CarbonDioxidePpm > 3000 ? 1 : 0;
            stifling += Math.Max(truth.AmmoniaPpm, Math.Max(truth.FrontAmmoniaPpm, truth.RearAmmoniaPpm)) > 25 ? 1 : 0;
            humidityOf48Hours.Enqueue(truth.OutsideTemperatureCelsius < 10 ? truth.RelativeHumidityPercent : 0);
            if (humidityOf48Hours.Count > TimeSpan.FromHours(48) / Step)
            {
                humidityOf48Hours.Dequeue();
                wettest = Math.Max(wettest, humidityOf48Hours.Average());
            }
        }

        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"Measured: {name} without its events, % of the time: feels 4 K or is 6 K too warm {100.0 * hot / all:0.0}, too cold {100.0 * cold / all:0.0}, over 80 % humidity {100.0 * damp / all:0.0}, over 3,000 ppm carbon dioxide {100.0 * gassed / all:0.0}, over 25 ppm ammonia {100.0 * stifling / all:0.0}; the controller's own alarms: {controllersOwn}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot, Is.Zero, "Roost's own: 4 K felt, 6 K measured above the set-point, short of what its rules page for");
            Assert.That(cold, Is.Zero, "Roost's own: 1.5 K below the set-point in the first week, 3 K later");
            Assert.That((double)damp / all, Is.LessThan(0.01), "Roost's own: 80 % for 1 % of the time; what warm wet air brings along above the 70 % of the Ross handbook no fan takes away");
            Assert.That(wettest, Is.LessThanOrEqualTo(70), "directive 2007/43/EC: mean of 48 h while it is below 10 °C outside");
            Assert.That(gassed, Is.Zero, "directive 2007/43/EC: 3,000 ppm");
            Assert.That((double)stifling / all, Is.LessThan(0.01), "University of Georgia: growth is lost from 25 ppm on; that 1 % of the time may be above it is Roost's own");
            Assert.That(controllersOwn, Is.EqualTo(ControllerAlarms.None), "Roost's own bands of the simulated controller");
        }
    }

    private static double HottestOf(CoopFigures truth) =>
        Math.Max(truth.FrontTemperatureCelsius, Math.Max(truth.MiddleTemperatureCelsius, truth.RearTemperatureCelsius));
}
