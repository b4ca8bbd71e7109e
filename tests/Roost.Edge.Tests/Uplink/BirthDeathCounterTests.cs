using Microsoft.Extensions.Logging.Abstractions;
using Roost.Edge.Tests.Testing;
using Roost.Edge.Uplink;

namespace Roost.Edge.Tests.Uplink;

internal sealed class BirthDeathCounterTests
{
    [Test]
    public void It_counts_from_0_to_255_and_around_across_restarts()
    {
        using var folder = new TestFolder();
        for (var expected = 0; expected < 600; expected++)
        {
            Assert.That(new BirthDeathCounter(folder.At("bdseq"), NullLogger.Instance).Next(), Is.EqualTo((byte)expected));
        }
    }

    [Test]
    public void Nonsense_in_its_file_is_a_new_beginning()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.At("bdseq"), "many");
        Assert.That(new BirthDeathCounter(folder.At("bdseq"), NullLogger.Instance).Next(), Is.Zero);
    }

    [Test]
    public void A_disk_that_does_not_keep_it_is_told_once_and_it_goes_on_counting()
    {
        using var log = new TestLog();
        var counter = new BirthDeathCounter("/dev/null/bdseq", log);

        Assert.That((counter.Next(), counter.Next(), counter.Next()), Is.EqualTo(((byte)0, (byte)1, (byte)2)));
        Assert.That(log.Lines, Has.Length.EqualTo(1));
        Assert.That(log.Lines[0], Does.Contain("/dev/null/bdseq"));
    }
}
