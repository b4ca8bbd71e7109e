using Roost.Domain.Readings;
using Roost.Simulators.Coop;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Coop;

internal sealed class LiveCoopTests
{
    [Test, CancelAfter(30_000)]
    public void It_shows_what_the_scenario_says_at_that_moment(CancellationToken cancellationToken)
    {
        var scenario = ScenarioLibrary.Find("sensor-dead");
        var dies = scenario.Events.Single().Event.From;
        var coop = new LiveCoop(scenario.Begin());
        coop.AdvanceTo(dies - TimeSpan.FromMinutes(1), cancellationToken);
        Assert.That(coop.Readings.Of(Quantity.RelativeHumidity, "rear"), Is.InRange(30, 90));

        coop.AdvanceTo(dies + TimeSpan.FromMinutes(1), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(coop.Readings.Time, Is.EqualTo(dies + TimeSpan.FromMinutes(1)));
            Assert.That(coop.Readings.Of(Quantity.RelativeHumidity, "rear"), Is.Null);
            Assert.That(coop.Readings.Of(Quantity.RelativeHumidity, "front"), Is.InRange(30, 90));
        }
    }

    [Test, CancelAfter(30_000)]
    public void It_never_runs_ahead_of_the_clock(CancellationToken cancellationToken)
    {
        var coop = new LiveCoop(ScenarioLibrary.Find("broiler-ross-308").Begin());
        var begin = coop.Now;

        coop.AdvanceTo(begin + TimeSpan.FromSeconds(25), cancellationToken);
        coop.AdvanceTo(begin, cancellationToken);

        Assert.That(coop.Readings.Time, Is.EqualTo(begin + TimeSpan.FromSeconds(20)));
    }
}
