using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Roost.Edge.Spool;

/// <summary>One file of the spool. Its name is the lowest number that could be in it, so the newest file sorts last.</summary>
internal sealed class Segment(string path)
{
    public const string Extension = ".spool";
    public const string UnfinishedExtension = ".new";

    /// <summary>Full path.</summary>
    public string Path { get; } = path;

    /// <summary>Bytes that are safely on disk; what may stand behind them is nobody's.</summary>
    public long DurableBytes { get; set; }

    /// <summary>The batches in it.</summary>
    public NumberRuns Numbers { get; } = new();

    /// <summary>
    /// Makes the next segment with a state in it. It gets its final name only when that state is on disk, so a segment is never half begun.
    /// </summary>
    public static Segment Create(string directory, SpoolState state, out SafeFileHandle handle)
    {
        var path = System.IO.Path.Combine(directory, state.Next.ToString("D20", CultureInfo.InvariantCulture) + Extension);
        var unfinished = path + UnfinishedExtension;
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        SpoolRecord.Write(writer, SpoolRecord.Encode(state));
        handle = File.OpenHandle(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            RandomAccess.Write(handle, writer.WrittenSpan, 0);
            RandomAccess.FlushToDisk(handle);
            File.Move(unfinished, path, overwrite: true);
            DirectorySync.Flush(directory);
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        return new(path) { DurableBytes = writer.WrittenCount };
    }

    /// <summary>Opens it for reading; it may be deleted meanwhile.</summary>
    public SafeFileHandle OpenForReading() => File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
