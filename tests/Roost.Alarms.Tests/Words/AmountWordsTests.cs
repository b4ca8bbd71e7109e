using Roost.Alarms.Words;

namespace Roost.Alarms.Tests.Words;

internal sealed class AmountWordsTests
{
    [TestCase(34.25, "°C", "en", "34.25 °C")]
    [TestCase(4_012.4, "ppm", "zh-CN", "4,012.4 ppm")]
    [TestCase(0.5, "", "en", "0.5")]
    [TestCase(3, null, "en", "3")]
    [TestCase(45, "s", "en", "45 s")]
    [TestCase(612, "s", "en", "10 minutes")]
    [TestCase(7_200, "s", "zh-CN", "2小时")]
    public void Says_a_number_with_its_unit(double value, string? unit, string language, string said) =>
        Assert.That(AmountWords.Say(value, unit, language), Is.EqualTo(said));
}
