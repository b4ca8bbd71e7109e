using System.Diagnostics;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Store;

/// <summary>On a small file system of its own, which only root can make.</summary>
[CancelAfter(90_000)]
[Platform("Linux")]
internal sealed class FullDiskTests
{
    [Test]
    public async Task A_full_disk_stops_acknowledging_keeps_answering_and_is_left_behind_once_there_is_room(CancellationToken cancellationToken)
    {
        if (Environment.UserName != "root" || Run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs") is not { } disk)
        {
            Assert.Ignore("only root can mount a small file system");
            return;
        }

        try
        {
            await using var open = await OpenStore.AtAsync(disk, cancellationToken);
            await open.Store.ForgetBelowAsync("farm", "agent", 1, cancellationToken);
            await open.AppendAsync(cancellationToken, OpenStore.Batch(1, OpenStore.Noon, 20, 21));
            var acknowledged = 0UL;
            using var watching = open.Store.WatchCommits(progress => Volatile.Write(ref acknowledged, progress.CommittedThrough));

            // What fills it is not the store's own, so that room can be made again.
            var ballast = Path.Combine(disk, "ballast");
            Fill(ballast);
            var number = 1UL;
            var append = Task.CompletedTask;
            while (open.Store.State is not StoreState.Failing)
            {
                number++;
                append = open.Store.AppendAsync(
                    OpenStore.Batch(number, OpenStore.Noon.AddSeconds(number * 40), [.. Enumerable.Range(0, 500).Select(index => index / 7.0)]), cancellationToken).AsTask();

                // The queue may be full before the disk is found to be: the last one then waits for room as well.
                await Until.IsTrueAsync(() => append.IsCompleted || open.Store.State is StoreState.Failing, cancellationToken);
            }

            var whileFull = Volatile.Read(ref acknowledged);
            var (read, least) = (0, long.MaxValue);
            await Until.IsTrueAsync(
                async () =>
                {
                    // Meanwhile it tries again and again, and each time opens its file anew.
                    least = Math.Min(least, (await open.Store.SeriesAsync(OpenStore.Query(24), cancellationToken)).Readings.Sum());
                    return ++read == 50;
                },
                cancellationToken);
            var latest = await open.Store.LatestAsync("farm", "coop", cancellationToken);
            var reason = ((StoreState.Failing)open.Store.State).Reason;
            File.Delete(ballast);
            await append;
            await Until.IsTrueAsync(() => open.Store.State is StoreState.Ok && Volatile.Read(ref acknowledged) == number, cancellationToken);
            var all = await open.Store.SeriesAsync(OpenStore.Query(24), cancellationToken);

            using (Assert.EnterMultipleScope())
            {
                Assert.That(whileFull, Is.LessThan(number), "what did not fit was not acknowledged");
                Assert.That(least, Is.GreaterThanOrEqualTo(2), "what was stored was read");
                Assert.That(latest, Has.Count.EqualTo(1));
                Assert.That(reason, Does.Contain("No space left").IgnoreCase);
                Assert.That(all.Readings.Sum(), Is.EqualTo(2 + (500 * ((long)number - 1))));
            }
        }
        finally
        {
            Run("umount", disk);
            Directory.Delete(disk);
        }
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        try
        {
            var block = new byte[64 * 1024];
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full: a little room is left for the log to begin with.
            file.SetLength(file.Length - (256 * 1024));
        }
    }

    /// <summary>Runs a program on a directory, a new one when none is given; null when it failed.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        var directory = program == "umount" ? arguments[0] : Directory.CreateTempSubdirectory("roost-disk-").FullName;
        using var process = Process.Start(program, program == "umount" ? arguments : [.. arguments, directory]);
        process.WaitForExit();
        return process.ExitCode == 0 ? directory : null;
    }
}
