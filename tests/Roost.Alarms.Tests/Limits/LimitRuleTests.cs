using Roost.Alarms.Limits;

namespace Roost.Alarms.Tests.Limits;

internal sealed class LimitRuleTests
{
    private static readonly LimitRule Good = LimitCase.TooHot;

    [Test]
    public void Accepts_a_rule_without_hysteresis_and_delays() =>
        Assert.That((Good with { ClearLimit = 30 }).Mistakes(), Is.Empty);

    [Test]
    public void Accepts_a_low_limit_that_clears_above_itself() =>
        Assert.That((Good with { Side = LimitSide.Below, Limit = 18, ClearLimit = 19 }).Mistakes(), Is.Empty);

    [TestCaseSource(nameof(Wrong))]
    public void Rejects_each_mistake_with_one_sentence(LimitRule rule, string sentence)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.Mistakes(), Is.EqualTo([sentence]));
            Assert.That(() => new LimitEvaluation(rule, "coop-1", "front"), Throws.ArgumentException.With.Message.StartsWith(sentence));
        }
    }

    [Test]
    public void Says_all_mistakes_at_once() =>
        Assert.That((Good with { ClearLimit = 31, OnDelay = -TimeSpan.FromSeconds(1), OffDelay = -TimeSpan.FromSeconds(1) }).Mistakes(), Has.Count.EqualTo(3));

    [TestCase("", "front")]
    [TestCase("coop/1", "front")]
    [TestCase("coop-1", "#")]
    public void Rejects_names_that_no_id_can_carry(string coop, string place) =>
        Assert.That(() => new LimitEvaluation(Good, coop, place), Throws.ArgumentException);

    private static IEnumerable<TestCaseData> Wrong() =>
    [
        Mistake(Good with { ClearLimit = 30.5 }, "The clear limit is 30.5, but a rule that alarms above 30 clears at 30 or less."),
        Mistake(Good with { Side = LimitSide.Below }, "The clear limit is 28, but a rule that alarms below 30 clears at 30 or more."),
        Mistake(Good with { OnDelay = TimeSpan.FromSeconds(-1.5) }, "The on-delay is -1.5 s, but a delay is zero or more."),
        Mistake(Good with { OffDelay = TimeSpan.FromSeconds(-2) }, "The off-delay is -2 s, but a delay is zero or more."),
        Mistake(Good with { Limit = 300 }, "The limit is 300, but temperature lies between -50 and 70 °C."),
        Mistake(Good with { Limit = double.NaN }, "The limit is NaN, but temperature lies between -50 and 70 °C."),
        Mistake(Good with { ClearLimit = double.NegativeInfinity }, "The clear limit is -Infinity, but temperature lies between -50 and 70 °C."),
        Mistake(Good with { Quantity = default }, "The quantity is not set to one that Roost knows."),
        Mistake(Good with { Side = default }, "The side is not set: above or below."),
        Mistake(Good with { Severity = default }, "The severity is not set: information, warning or critical."),
        Mistake(Good with { Name = "a/b" }, "The name is \"a/b\", but a rule's name is 1 to 64 letters, digits, '-', '_', '.' or inner spaces, and begins with a letter or digit."),
    ];

    private static TestCaseData Mistake(LimitRule rule, string sentence) =>
        new TestCaseData(rule, $"Rule \"{rule.Name}\": {sentence}").SetArgDisplayNames(sentence);
}
