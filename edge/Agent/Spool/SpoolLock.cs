using Microsoft.Win32.SafeHandles;
using Roost.Configuration;

namespace Roost.Edge.Spool;

/// <summary>Keeps a spool directory for one agent. The system gives the lock back when the process ends, however it ends.</summary>
internal static class SpoolLock
{
    private const int WouldBlock = 11; // EAGAIN, which flock(2) answers where another has the lock

    /// <exception cref="SetupException">The directory can't be used, or another agent uses it.</exception>
    public static SafeFileHandle Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return File.OpenHandle(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            throw new SetupException($"spool is \"{directory}\", but another agent is using that directory; give every agent its own.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"spool is \"{directory}\", but that directory can't be written: {exception.Message}");
        }
    }
}
