using System.Globalization;

namespace Roost.Edge.Uplink;

/// <summary>
/// Sparkplug's bdSeq: 0 to 255, one more for every connection, kept in a file so that a restart goes on counting. It ties a death to
/// the birth of the same connection.
/// </summary>
internal sealed class BirthDeathCounter(string file)
{
    private byte? last;

    /// <summary>The number for the next connection. A file that is missing, unreadable or nonsense counts as none.</summary>
    public byte Next()
    {
        last ??= Read();
        var next = (byte)((last ?? byte.MaxValue) + 1);
        last = next;
        Write(next);
        return next;
    }

    private byte? Read()
    {
        try
        {
            return byte.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(byte number)
    {
        try
        {
            var unfinished = file + ".unfinished";
            File.WriteAllText(unfinished, number.ToString(CultureInfo.InvariantCulture));
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep the agent from the cloud; the number in memory goes on counting.
        }
    }
}
