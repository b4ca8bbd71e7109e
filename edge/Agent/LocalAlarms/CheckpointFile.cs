using Roost.Edge.Spool;

namespace Roost.Edge.LocalAlarms;

/// <summary>The file that a coop's checkpoint stands in: always a whole one, the last or the one before it, whatever happens during a write.</summary>
/// <param name="directory">The directory of all checkpoints; created when missing.</param>
/// <param name="coop">The coop.</param>
internal sealed class CheckpointFile(string directory, string coop)
{
    private readonly string path = Path.Combine(directory, coop + ".alarms");

    /// <summary>The checkpoint; null when there is none.</summary>
    /// <exception cref="InvalidDataException">There is one, but it can't be used.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public WatchCheckpoint? Read() => File.Exists(path) ? WatchCheckpoint.Decode(File.ReadAllBytes(path)) : null;

    /// <summary>Replaces the checkpoint; safe from a power cut when it returns.</summary>
    /// <exception cref="IOException">The disk did not take it; the one before still stands.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public void Write(WatchCheckpoint checkpoint)
    {
        Directory.CreateDirectory(directory);
        var unfinished = path + ".new";
        using (var handle = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, checkpoint.Encode(), 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(unfinished, path, overwrite: true);
        DirectorySync.Flush(directory);
    }
}
