using Roost.Simulation;
using Roost.Simulation.Flock;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Score;

/// <summary>
/// What has become of the birds when a slow fault must be known at the latest. The deadlines in the scenarios follow from this truth, not from
/// when the rules find it.
/// </summary>
internal sealed class DeadlineTests
{
    [TestCase("respiratory-disease", 40, 0.3)]
    [TestCase("coccidiosis", 25, 0.5)]
    [TestCase("avian-influenza", 1, 0.8)]
    public void An_illness_must_be_known_before_much_of_the_flock_has_it(string name, double mostIllPercent, double mostDeadPercent)
    {
        List<int> died = [0];
        var coop = AtDeadline(name, coop => died.Add(coop.Truth.Flock!.Deaths.GetValueOrDefault(DeathCause.Disease)));
        var (ill, dead) = (100 * coop.Truth.Flock!.ShareIll, 100.0 * died[^1] / coop.Setup.Flock.Birds);
        var lastDay = 100.0 * (died[^1] - died[^289]) / coop.Setup.Flock.Birds;
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"Measured: {name} at its deadline: {ill:0.0} % of the birds ill, {dead:0.00} % dead of it, {lastDay:0.00} % within the last day"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ill, Is.LessThan(mostIllPercent));
            Assert.That(dead, Is.LessThan(mostDeadPercent));
            Assert.That(lastDay, Is.LessThan(0.5), "Dutch duty to report, 0.5 % a day (Elbers et al. 2007)");
        }
    }

    [Test]
    public void Ammonia_must_be_known_before_it_has_lasted()
    {
        var (steps, stifling, peak) = (0, 0, 0.0);
        AtDeadline("ammonia-winter", coop =>
        {
            var worst = Math.Max(coop.Truth.FrontAmmoniaPpm, Math.Max(coop.Truth.AmmoniaPpm, coop.Truth.RearAmmoniaPpm));
            (steps, stifling, peak) = (steps + 1, stifling + (worst > 25 ? 1 : 0), Math.Max(peak, worst));
        });
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"Measured: ammonia-winter at its deadline: {stifling / 12.0:0.0} h of {steps / 12.0:0} above 25 ppm, peak {peak:0} ppm"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stifling / 12.0, Is.LessThan(12), "hours; growth lost at 25 ppm is measured over weeks (University of Georgia)");
            Assert.That(peak, Is.LessThan(35), "the level that people may bear for a quarter of an hour (NIOSH)");
        }
    }

    /// <summary>Plays a scenario of one event to its latest alarm, looking every five minutes from the event on.</summary>
    private static CoopSimulation AtDeadline(string name, Action<CoopSimulation> look)
    {
        var scenario = ScenarioLibrary.Find(name);
        var happening = scenario.Events.Single();
        var coop = scenario.Begin();
        coop.RunTo(happening.Event.From);
        for (var until = happening.Event.From + happening.Expected.Max(alarm => alarm.Within); coop.Now < until;)
        {
            coop.RunTo(coop.Now + TimeSpan.FromMinutes(5));
            look(coop);
        }

        return coop;
    }
}
