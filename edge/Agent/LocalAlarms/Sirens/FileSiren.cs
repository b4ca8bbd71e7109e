namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>A file that the siren hangs on, such as the <c>value</c> of a GPIO line: 1 to sound and 0 to be silent, or the other way round.</summary>
/// <param name="file">The file; it must be there.</param>
/// <param name="isActiveLow">Whether 0 is to sound.</param>
internal sealed class FileSiren(string file, bool isActiveLow) : ISiren
{
    /// <inheritdoc/>
    public async ValueTask SetAsync(bool sounds, CancellationToken cancellationToken)
    {
        try
        {
            // Opened, not created: a plain file where a line should be would swallow every alarm.
            var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await using (stream)
            {
                await stream.WriteAsync(sounds != isActiveLow ? "1\n"u8.ToArray() : "0\n"u8.ToArray(), cancellationToken);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SirenUnavailableException($"The siren's file \"{file}\" can't be written: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
