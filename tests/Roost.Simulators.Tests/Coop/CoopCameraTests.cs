using Roost.Simulators.Cameras;
using Roost.Simulators.Coop;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Coop;

internal sealed class CoopCameraTests
{
    [Test]
    public void Every_scene_of_every_scenario_can_be_drawn([ValueSource(typeof(ScenarioLibrary), nameof(ScenarioLibrary.Names))] string name)
    {
        var scenario = ScenarioLibrary.Find(name);
        var coop = new LiveCoop(scenario.Begin());
        var end = coop.Now + scenario.Length;
        while (coop.Now < end)
        {
            coop.AdvanceTo(coop.Now + (scenario.Length / 20), CancellationToken.None);
            Assert.That(CoopCamera.SceneOf(coop).Problems(), Is.Empty);
        }
    }

    [Test]
    public void The_picture_follows_the_flock_the_light_and_the_camera()
    {
        var scenario = ScenarioLibrary.Find("camera-frozen");
        var coop = new LiveCoop(scenario.Begin());
        coop.AdvanceTo(coop.Now + TimeSpan.FromHours(2), CancellationToken.None);
        var night = CoopCamera.SceneOf(coop);
        coop.AdvanceTo(scenario.Events.Single().Event.From - TimeSpan.FromMinutes(1), CancellationToken.None);
        var day = CoopCamera.SceneOf(coop);
        coop.AdvanceTo(scenario.Events.Single().Event.From + TimeSpan.FromMinutes(1), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Light, day.Light), Is.EqualTo((HouseLight.Infrared, HouseLight.Day)));
            Assert.That(night.Activity, Is.LessThan(day.Activity / 3));
            Assert.That(day.Birds, Is.InRange(280, 310), "13 birds on each of 23 m²");
            Assert.That(day.WeightGrams, Is.EqualTo(1100).Within(100), "a broiler of 23 days");
            Assert.That((day.Fault, CoopCamera.SceneOf(coop).Fault), Is.EqualTo(((CameraFault?)null, (CameraFault?)CameraFault.Frozen)));
        }
    }

    [Test]
    public void A_pile_is_in_the_picture_before_the_first_bird_suffocates()
    {
        var (before, after) = AroundEvent("smothering", TimeSpan.FromMinutes(4));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.HuddlingShare, Is.LessThan(0.05));
            Assert.That(after.HuddlingShare, Is.GreaterThan(0.1));
            Assert.That(after.Birds, Is.GreaterThan(1.2 * before.Birds), "they come to the end that the camera sees");
        }
    }

    [Test]
    public void Panic_in_the_dark_gets_birds_up()
    {
        var (before, after) = AroundEvent("predator-at-night", TimeSpan.FromMinutes(2));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Light, after.Light), Is.EqualTo((HouseLight.Infrared, HouseLight.Infrared)));
            Assert.That(before.RestingShare, Is.GreaterThan(0.8));
            Assert.That(after.RestingShare, Is.LessThan(0.1));
            Assert.That(after.Activity, Is.GreaterThan(5 * before.Activity));
        }
    }

    [Test]
    public void Without_power_nothing_lights_the_house()
    {
        var (_, after) = AroundEvent("power-cut", TimeSpan.FromMinutes(5));
        Assert.That(after.Light, Is.EqualTo(HouseLight.Night));
    }

    private static (FlockScene Before, FlockScene After) AroundEvent(string name, TimeSpan after)
    {
        var scenario = ScenarioLibrary.Find(name);
        var coop = new LiveCoop(scenario.Begin());
        var from = scenario.Events[0].Event.From;
        coop.AdvanceTo(from - TimeSpan.FromMinutes(1), CancellationToken.None);
        var before = CoopCamera.SceneOf(coop);
        coop.AdvanceTo(from + after, CancellationToken.None);
        return (before, CoopCamera.SceneOf(coop));
    }
}
