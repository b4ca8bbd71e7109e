using System.Text.Json;

namespace Roost.Alarms.Tests;

internal sealed class AlarmIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, 250, TimeSpan.Zero);

    [Test]
    public void An_id_is_the_same_text_wherever_the_machine_stands()
    {
        var house = new AlarmId("too-hot", "coop-1", "front", Start.ToOffset(TimeSpan.FromHours(8)));
        var cloud = new AlarmId("too-hot", "coop-1", "front", Start);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(house, Is.EqualTo(cloud));
            Assert.That(house.ToString(), Is.EqualTo("too-hot/coop-1/front/2026-01-01T00:00:00.250Z").And.EqualTo(cloud.ToString()));
        }
    }

    [Test]
    public void Life_cycle_and_severity_are_written_in_kebab_case()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonSerializer.Serialize(AlarmLifeCycle.ReturnedToNormalUnacknowledged), Is.EqualTo("\"returned-to-normal-unacknowledged\""));
            Assert.That(JsonSerializer.Serialize(AlarmSeverity.Critical), Is.EqualTo("\"critical\""));
        }
    }
}
