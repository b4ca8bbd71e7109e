using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Roost.Alarms.Evaluation;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Twins;

/// <summary>Within a silo messages are handed over as they are; between silos they must survive being written and read.</summary>
internal sealed class MessageSerializationTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Reading Good = new(Quantity.Temperature, "front", Start, 21.5, Quality.Good);
    private static readonly Reading Bad = new(Quantity.Ammonia, "front", Start, null, Quality.Bad, "No answer.");

    [Test]
    public void Readings_survive() => Assert.That(Through(new CoopReadings([Good, Bad])).Readings, Is.EqualTo(new[] { Good, Bad }));

    [Test]
    public void A_birth_survives()
    {
        var birth = Through(new CoopBirth("agent-1", Start, [new(Quantity.Ammonia, "front", 10, Bad), new(Quantity.Water, "line-1", null, null)]));

        Assert.That(birth.Agent, Is.EqualTo("agent-1"));
        Assert.That(birth.Series, Is.EqualTo(new SeriesBirth[] { new(Quantity.Ammonia, "front", 10, Bad), new(Quantity.Water, "line-1", null, null) }));
    }

    [Test]
    public void A_snapshot_survives()
    {
        var snapshot = Through(new CoopSnapshot(
            "farm", "coop", 7, null, false, null, Start, 60, "Asia/Shanghai", [new(Good, 10)], [new("camera-1", Start)], new(HouseUse.Cleaning, Start)));

        Assert.That(snapshot.Latest, Is.EqualTo(new[] { new SeriesLatest(Good, 10) }));
        Assert.That(snapshot.OutOfUse, Is.EqualTo(new HouseOutOfUse(HouseUse.Cleaning, Start)));
        Assert.That(snapshot.Previews, Is.EqualTo(new[] { new PreviewStamp("camera-1", Start) }));
    }

    private static T Through<T>(T message)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<T>>();
        return serializer.Deserialize(serializer.SerializeToArray(message))!;
    }
}
