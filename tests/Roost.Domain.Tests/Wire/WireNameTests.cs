using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Domain.Tests.Wire;

public sealed class WireNameTests
{
    [TestCase("coop-1")]
    [TestCase("3号鸡舍")]
    [TestCase("line_2.a")]
    public void Accepts_names_of_any_script(string name) => Assert.That(WireName.IsValid(name), Is.True);

    [TestCase("")]
    [TestCase("-coop")]
    [TestCase("..")]
    [TestCase("a/b")]
    [TestCase("a+b")]
    [TestCase("a#")]
    [TestCase("<script>")]
    public void Rejects_names_that_would_split_a_topic_or_climb_a_path(string name) => Assert.That(WireName.IsValid(name), Is.False);

    [Test]
    public void Rejects_a_name_of_65_characters() => Assert.That(WireName.IsValid(new string('a', 65)), Is.False);

    [Test]
    public void A_metric_name_that_is_written_and_read_is_the_same()
    {
        Assert.That(MetricName.TryParse(MetricName.Of(Quantity.RelativeHumidity, "middle"), out var quantity, out var place), Is.True);
        Assert.That((quantity, place), Is.EqualTo((Quantity.RelativeHumidity, "middle")));
    }

    [TestCase("temperature")]
    [TestCase("temperature/")]
    [TestCase("warmth/front")]
    [TestCase("Temperature/front")]
    [TestCase("temperature/front/left")]
    public void Rejects_a_metric_name_that_is_no_series(string name) => Assert.That(MetricName.TryParse(name, out _, out _), Is.False);

    [Test]
    public void A_preview_topic_that_is_written_and_read_is_the_same()
    {
        var topic = new PreviewTopic("farm", "agent-1", "coop-1", "camera-1");
        Assert.That(PreviewTopic.TryParse(topic.ToString(), out var found), Is.True);
        Assert.That(found, Is.EqualTo(topic));
    }
}
