using Roost.Simulators.Demo;

namespace Roost.Simulators.Tests.Demo;

public sealed class ChildLogTests
{
    [Test]
    public void The_last_lines_are_remembered()
    {
        using var folder = new TemporaryFolder();
        using var log = new ChildLog(folder.Path, "agent-1");
        for (var line = 1; line <= 42; line++)
            log.Add($"line {line}");

        log.Add(null);
        Assert.That(log.LastLines, Is.EqualTo(Enumerable.Range(3, 40).Select(line => $"line {line}")));
    }

    [Test]
    public void A_new_run_keeps_the_last_ones_log_beside_its_own()
    {
        using var folder = new TemporaryFolder();
        foreach (var run in (string[])["first", "second", "third"])
        {
            using var log = new ChildLog(folder.Path, "cloud");
            log.Add(run);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(folder.At("cloud.log")), Does.StartWith("third"));
            Assert.That(File.ReadAllText(folder.At("cloud.last.log")), Does.StartWith("second"));
            Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(2));
        }
    }

    [Test]
    public void A_log_that_grows_without_end_does_not_fill_the_disk()
    {
        using var folder = new TemporaryFolder();
        using var log = new ChildLog(folder.Path, "cloud");
        var line = new string('x', 1 << 16);
        for (var count = 0; count < 200; count++)
            log.Add(line);

        Assert.That(Directory.GetFiles(folder.Path).Sum(file => new FileInfo(file).Length), Is.LessThan(9 << 20));
    }
}
