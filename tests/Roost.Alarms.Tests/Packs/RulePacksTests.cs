using System.Text.Json;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Tests.Packs;

internal sealed class RulePacksTests
{
    private static readonly string[] Words =
    [
        "temperature-high", "temperature-low", "heat-stress", "humidity-high", "ammonia-high", "carbon-dioxide-high", "static-pressure",
        "fans-not-as-commanded", "heaters-not-as-commanded", "mains-power-lost", "water-high", "water-low", "water-stopped", "feed-low", "feed-stopped",
        "weight-behind", "activity-low", "activity-high", "crowding", "mortality-high", "sensor-missing", "sensor-stuck", "sensor-implausible",
        "camera-dark", "camera-dirty", "camera-frozen", "camera-moved", "agent-silent", "clock-wrong",
    ];

    [Test]
    public void Every_pack_can_be_read_and_is_found_by_its_name()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var pack in RulePacks.All)
            {
                Assert.That(RulePacks.For(pack.Name), Is.SameAs(pack));
                Assert.That(pack.Version, Is.EqualTo(1));
                TestContext.Out.WriteLine($"Measured: {pack.Rules.Count} rules in the pack {pack.Name}");
            }

            Assert.That(RulePacks.For("ostrich"), Is.Null);
        }
    }

    [Test]
    public void Every_pack_speaks_of_everything_that_can_go_wrong([Values("broiler", "layer", "slow-growing")] string name)
    {
        var names = RulePacks.For(name)!.Rules.Select(rule => rule.Name).ToList();
        var missing = Words.Where(word => !names.Exists(rule => rule == word || rule.StartsWith($"{word}-", StringComparison.Ordinal)));

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Only_hens_lay() => Assert.That(
        RulePacks.All.Where(pack => pack.Rules.Any(rule => rule.Name == "eggs-low")).Select(pack => pack.Name), Is.EqualTo(new[] { "layer" }));

    [Test]
    public void A_pack_survives_json([Values("broiler", "layer", "slow-growing")] string name)
    {
        var pack = RulePacks.For(name)!;
        var json = JsonSerializer.Serialize(pack);
        var again = JsonSerializer.Deserialize<RulePack>(json)!;

        Assert.That(JsonSerializer.Serialize(again), Is.EqualTo(json));
    }
}
