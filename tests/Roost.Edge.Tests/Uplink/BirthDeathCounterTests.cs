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
            Assert.That(new BirthDeathCounter(folder.At("bdseq")).Next(), Is.EqualTo((byte)expected));
        }
    }

    [Test]
    public void Nonsense_in_its_file_is_a_new_beginning()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.At("bdseq"), "many");
        Assert.That(new BirthDeathCounter(folder.At("bdseq")).Next(), Is.Zero);
    }
}
