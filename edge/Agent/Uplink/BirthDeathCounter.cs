using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Roost.Edge.Uplink;

/// <summary>
/// Sparkplug's bdSeq: 0 to 255, one more for every connection, kept in a file so that a restart goes on counting. It ties a death to
/// the birth of the same connection.
/// </summary>
internal sealed partial class BirthDeathCounter(string file, ILogger logger)
{
    private byte? last;
    private bool isTold;

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
            if (!isTold)
            {
                isTold = true;
                LogNotKept(file, exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The count of connections can't be kept in {File}, so a restart begins it anew: {Problem}")]
    private partial void LogNotKept(string file, string problem);
}
