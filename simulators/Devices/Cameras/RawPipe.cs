using System.Globalization;
using System.Text;

namespace Roost.Simulators.Cameras;

/// <summary>Writes a camera's pictures as a YUV4MPEG2 stream, which ffmpeg and most players read from a pipe.</summary>
internal static class RawPipe
{
    private static readonly byte[] FrameMark = "FRAME\n"u8.ToArray();

    private static readonly byte[] Header = Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"YUV4MPEG2 W{Canvas.Width} H{Canvas.Height} F{SyntheticCamera.FramesPerSecond}:1 Ip A1:1 C420jpeg XCOLORRANGE=LIMITED\n"));

    /// <summary>Writes until cancelled, until the camera is cut off, or until the reader closes the pipe; who reads too slowly misses pictures.</summary>
    public static async Task WriteAsync(LiveCamera camera, Stream into, CancellationToken cancellationToken)
    {
        try
        {
            await into.WriteAsync(Header, cancellationToken);
            await foreach (var picture in camera.Raws.WatchAsync(cancellationToken))
            {
                await into.WriteAsync(FrameMark, cancellationToken);
                await into.WriteAsync(picture, cancellationToken);
                await into.FlushAsync(cancellationToken);
            }
        }
        catch (IOException)
        {
            // The reader has seen enough.
        }
    }
}
