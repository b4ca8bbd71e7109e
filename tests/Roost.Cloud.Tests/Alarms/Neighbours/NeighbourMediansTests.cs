using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Neighbours;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Alarms.Neighbours;

internal sealed class NeighbourMediansTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 10);

    [TestCase(0)]
    [TestCase(1)]
    public void Says_nothing_of_fewer_than_two_others(int others) =>
        Assert.That(NeighbourMedians.Of(House("a", 25), [House("a", 25), .. Enumerable.Range(0, others).Select(number => House($"other-{number}", 20))], Now), Is.Empty);

    [Test]
    public void Is_the_median_of_the_others_and_never_of_the_coop_itself()
    {
        Neighbour[] farm = [House("a", 40), House("b", 20), House("c", 21), House("d", 30)];
        Assert.That(farm.Select(coop => NeighbourMedians.Of(coop, farm, Now).Single()), Is.EqualTo(new[] { 21.0, 30, 30, 21 }.Select(median =>
            new Reading(Quantity.Temperature, ValueOf.Neighbours, Now, median, Quality.Good))));
    }

    [TestCase("broiler", 20, 27, true)]
    [TestCase("broiler", 20, 28, false)]
    [TestCase("layer", 20, 28, false)]
    [TestCase("layer", 150, 400, true, Description = "Grown hens need the same, whatever their age.")]
    public void Holds_together_what_is_of_similar_age(string pack, int age, int othersAge, bool areAlike)
    {
        Neighbour[] farm = [House("a", 25, pack, age), House("b", 20, pack, othersAge), House("c", 21, pack, othersAge)];
        Assert.That(NeighbourMedians.Of(farm[0], farm, Now), Has.Length.EqualTo(areAlike ? 1 : 0));
    }

    [Test]
    public void Leaves_out_another_kind_of_flock() =>
        Assert.That(NeighbourMedians.Of(House("a", 25), [House("b", 20), House("c", 21, "slow-growing")], Now), Is.Empty);

    [TestCase(HouseUse.Empty)]
    [TestCase(HouseUse.Cleaning)]
    [TestCase(HouseUse.Maintenance)]
    public void A_house_without_birds_is_no_neighbour(HouseUse use)
    {
        Assert.That(Of("a", [At("front", 20)], uses: [new(Now.AddHours(-1), use)]), Is.Null);
        Assert.That(Of("a", [At("front", 20)], uses: [new(Now.AddHours(1), use)]), Is.Not.Null, "they still live there");
    }

    [Test]
    public void A_house_with_birds_of_unknown_age_is_none_unless_its_controller_says_it()
    {
        Assert.That(Of("a", [At("front", 20)], placedOn: null), Is.Null);
        Assert.That(Of("a", [At("front", 20), new(Quantity.FlockDay, "house", Now, 17, Quality.Good)], placedOn: null)!.AgeDays, Is.EqualTo(17));
        Assert.That(Of("a", [At("front", 20)], placedOn: Today.AddDays(1)), Is.Null, "they come tomorrow");
    }

    [Test]
    public void Counts_good_values_of_the_last_ten_minutes_in_the_house()
    {
        var house = Of(
            "a",
            [
                At("front", 20), At("middle", 22), At("rear", 30), At("attic", 60, ageMinutes: 10.1), At("door", 70, Quality.Uncertain), At("wall", null, Quality.Bad),
                At(ValueOf.Outside, -5), At(ValueOf.Neighbours, 80, ageMinutes: 1),
            ])!;
        Assert.That(house.Values[Quantity.Temperature], Is.EqualTo(22));
        Assert.That(Of("a", [At("front", 20), At("house", 25)])!.Values[Quantity.Temperature], Is.EqualTo(25), "what is measured of the whole house is the house's");
    }

    [TestCase(1.0, true)]
    [TestCase(0.1, false)]
    public void A_house_that_was_told_just_now_asks_for_nothing(double ageMinutes, bool asks) =>
        Assert.That(Of("a", [At("front", 20), At(ValueOf.Neighbours, 21, ageMinutes: ageMinutes)])!.Asked, Has.Count.EqualTo(asks ? 1 : 0));

    private static Reading At(string place, double? value, Quality quality = Quality.Good, double ageMinutes = 0) =>
        new(Quantity.Temperature, place, Now.AddMinutes(-ageMinutes), value, quality, quality == Quality.Good ? null : "It says so.");

    private static Neighbour House(string coop, double temperature, string pack = "broiler", int age = 20) =>
        Of(coop, [At("front", temperature)], pack: pack, placedOn: Today.AddDays(-age))!;

    private static Neighbour? Of(string coop, Reading[] latest, string pack = "broiler", IReadOnlyList<HouseUseSince>? uses = null) =>
        Of(coop, latest, Today.AddDays(-20), pack, uses);

    private static Neighbour? Of(string coop, Reading[] latest, DateOnly? placedOn, string pack = "broiler", IReadOnlyList<HouseUseSince>? uses = null) => Neighbour.Of(
        new(RulePacks.For(pack)!, new(coop, TimeZoneInfo.Utc, RulePacks.BreedOf(pack), placedOn, null, uses ?? []), []), [Quantity.Temperature], "agent-1", latest, Now);
}
