using CsCheck;

namespace Roost.Sparkplug.Tests;

internal sealed class TopicTests
{
    [TestCase("spBv1.0/farm/NBIRTH/agent-1")]
    [TestCase("spBv1.0/farm/DDATA/agent-1/coop-1")]
    [TestCase("spBv1.0/山里的农场/DCMD/agent/鸡舍一")]
    public void A_topic_reads_and_writes_the_same(string text)
    {
        Assert.That(Topic.TryParse(text, out var topic, out _), Is.True);
        Assert.That(topic.ToString(), Is.EqualTo(text));
    }

    [TestCase("spBv1.0/farm/NBIRTH", Description = "no node")]
    [TestCase("spBv1.0/farm/DDATA/agent-1", Description = "no device")]
    [TestCase("spBv1.0/farm/NDATA/agent-1/coop-1", Description = "a device where none belongs")]
    [TestCase("spAv1.0/farm/NBIRTH/agent-1", Description = "another version")]
    [TestCase("spBv1.0//NBIRTH/agent-1", Description = "empty group")]
    [TestCase("spBv1.0/farm/nbirth/agent-1", Description = "another case")]
    [TestCase("spBv1.0/STATE/roost", Description = "a host's state")]
    [TestCase("", Description = "nothing")]
    public void Rejects_what_is_no_topic(string text)
    {
        Assert.That(Topic.TryParse(text, out _, out var problem), Is.False);
        Assert.That(problem, Does.EndWith("."));
    }

    [Test]
    public void Any_text_is_refused_or_written_back_the_same() =>
        Gen.String.Sample(text => Assert.That(Topic.TryParse(text, out var topic, out _) ? topic.ToString() : text, Is.EqualTo(text)));
}
