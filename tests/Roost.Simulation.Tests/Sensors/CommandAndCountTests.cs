using Roost.Domain.Readings;
using Roost.Simulation.Events;

namespace Roost.Simulation.Tests.Sensors;

/// <summary>What the controller tells its machines, and what is counted of the birds.</summary>
public sealed class CommandAndCountTests
{
    private static readonly (string Command, string Speed)[] Machines =
        [("fan-command/side", "fan-speed/side"), ("fan-command/tunnel", "fan-speed/tunnel"), ("heater-command/house", "heater/house")];

    [Test]
    public void In_a_healthy_house_machines_do_what_they_are_told_in_every_step()
    {
        var coop = Coop.Of(CoopSetup.BroilerHouse(3, Coop.Spring, ageAtStartDays: 20));
        double moved = 0;
        for (var until = coop.Now.AddDays(2); coop.Now < until;)
        {
            coop.Step();
            foreach (var (command, speed) in Machines)
            {
                Assert.That(coop.Reading(speed), Is.EqualTo(coop.Reading(command)), $"{speed} at {coop.Now:O}");
                moved = Math.Max(moved, coop.Reading(command));
            }
        }

        Assert.That(moved, Is.GreaterThan(50), "they were told something");
    }

    [Test]
    public void A_belt_that_slips_and_a_fan_that_fails_fall_short_of_their_command()
    {
        var setup = Coop.Steady(35, outsideCelsius: 26);
        var from = Coop.Start(setup).AddHours(6);
        var (slips, fails) = (Coop.Of(setup, new BeltSlip(from, from.AddDays(9), 5, 25, 1)), Coop.Of(setup, new FanFailure(from, from.AddDays(9), 5)));
        foreach (var coop in new[] { slips, fails })
            coop.After(from.AddHours(30) - coop.Now);

        var (slipping, failing) = (Shortfall(slips), Shortfall(fails));
        Coop.Measured($"one tunnel fan of ten: belt −25 % is {slipping:0.0} points below the command, standing still {failing:0.0}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slipping, Is.EqualTo(2.5).Within(0.11));
            Assert.That(failing, Is.EqualTo(10).Within(0.11));
        }
    }

    [Test]
    public void The_dead_are_found_on_two_walks_a_day_and_the_count_begins_anew_at_midnight()
    {
        var coop = Coop.Of(CoopSetup.BroilerHouse(5, Coop.Spring, ageAtStartDays: 2));
        var midnight = coop.Now;
        List<double> changes = [];
        double before = 0, dead = 0;
        for (var until = midnight.AddDays(3); coop.Now < until;)
        {
            coop.Step();
            var found = coop.Reading("mortality/house");
            if (found != before)
                changes.Add((coop.Now - midnight).TotalHours % 24);
            dead += Math.Max(0, found - before);
            before = found;
        }

        coop.After(TimeSpan.FromHours(8));
        dead += coop.Reading("mortality/house");
        var flock = coop.Truth.Flock!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changes.Select(hour => Math.Round(hour, 1)), Is.All.EqualTo(0).Or.InRange(7.3, 8.7).Or.InRange(16.3, 17.7));
            Assert.That(changes, Has.Count.GreaterThanOrEqualTo(7));
            Assert.That(dead, Is.EqualTo(flock.Deaths.Values.Sum()), "nobody lies for ever");
            Assert.That(coop.Reading("bird-count/house"), Is.EqualTo(flock.BirdsAlive), "right after a walk the book is right");
        }
    }

    [Test]
    public void Hens_have_a_counter_for_their_eggs_and_broilers_have_none()
    {
        var hens = Coop.Of(CoopSetup.LayerHouse(6, new DateOnly(2025, 8, 1))).After(TimeSpan.FromHours(20));
        var broilers = Coop.Of(CoopSetup.BroilerHouse(6, Coop.Spring));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hens.SensorPlans, Has.Count.EqualTo(39));
            Assert.That(hens.Reading("eggs/house"), Is.EqualTo(hens.Truth.Flock!.EggsToday).Within(1).Percent.And.GreaterThan(9000));
            Assert.That(broilers.SensorPlans.Select(plan => plan.Quantity), Has.None.EqualTo(Quantity.Eggs));
        }
    }

    private static double Shortfall(CoopSimulation coop) => coop.Reading("fan-command/tunnel") - coop.Reading("fan-speed/tunnel");
}
