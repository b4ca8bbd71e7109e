using System.Text.Json;
using Roost.Domain.Readings;

namespace Roost.Domain.Tests.Readings;

public sealed class QuantityFactsTests
{
    [Test]
    public void Every_quantity_has_facts_and_its_name_finds_it([ValueSource(nameof(Quantities))] Quantity quantity)
    {
        var facts = QuantityFacts.Of(quantity);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(QuantityFacts.TryParse(facts.Name, out var found), Is.True);
            Assert.That(found, Is.EqualTo(quantity));
            Assert.That(facts.Minimum, Is.LessThan(facts.Maximum));
            Assert.That(JsonSerializer.Serialize(quantity), Is.EqualTo($"\"{facts.Name}\""), "wire and API say the same word");
        }
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(-60)]
    [TestCase(85, Description = "What a DS18B20 says at power-on.")]
    public void Rejects_a_temperature_that_no_house_has(double celsius) =>
        Assert.That(QuantityFacts.Of(Quantity.Temperature).IsPlausible(celsius), Is.False);

    [Test]
    public void Zero_is_no_quantity() =>
        Assert.That(() => QuantityFacts.Of(default), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static Quantity[] Quantities() => Enum.GetValues<Quantity>();
}
