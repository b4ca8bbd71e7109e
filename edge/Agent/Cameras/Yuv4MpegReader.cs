using System.Globalization;
using System.Text;
using Roost.Vision;

namespace Roost.Edge.Cameras;

/// <summary>Reads pictures from a YUV4MPEG2 stream as ffmpeg writes it.</summary>
internal sealed class Yuv4MpegReader(Stream stream)
{
    private const int LongestHeader = 256;

    private static readonly byte[] FrameMark = "FRAME\n"u8.ToArray();

    private readonly byte[] mark = new byte[FrameMark.Length];

    /// <summary>Reads the header and makes the picture that the frames are read into; null when the stream ends before it.</summary>
    /// <exception cref="CameraUnavailableException">What came is no such stream, or a size that is not taken.</exception>
    public async ValueTask<VideoFrame?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await stream.ReadAtLeastAsync(mark.AsMemory(0, 1), 1, throwOnEndOfStream: false, cancellationToken) == 1)
        {
            if (mark[0] == '\n')
            {
                return Parse(line.ToString());
            }

            if (line.Append((char)mark[0]).Length > LongestHeader)
            {
                break;
            }
        }

        return line.Length == 0 ? null : throw NotUnderstood();
    }

    /// <summary>Reads the next picture into <paramref name="frame"/>; false at the end of the stream.</summary>
    /// <exception cref="CameraUnavailableException">The stream lost its form, for example because the camera changed its size.</exception>
    public async ValueTask<bool> ReadFrameAsync(VideoFrame frame, CancellationToken cancellationToken)
    {
        if (await stream.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken) < mark.Length)
        {
            return false;
        }

        return mark.AsSpan().SequenceEqual(FrameMark)
            ? await stream.ReadAtLeastAsync(frame.Bytes, frame.Bytes.Length, throwOnEndOfStream: false, cancellationToken) == frame.Bytes.Length
            : throw NotUnderstood();
    }

    private static VideoFrame Parse(string header)
    {
        var parts = header.Split(' ');
        return parts[0] == "YUV4MPEG2"
            && Number(parts, 'W') is { } width && Number(parts, 'H') is { } height && VideoFrame.IsPossible(width, height)
            && parts.Any(part => part is "C420" or "C420jpeg" or "C420mpeg2" or "C420paldv")
            ? new VideoFrame(width, height)
            : throw NotUnderstood();
    }

    private static int? Number(string[] parts, char tag) =>
        int.TryParse(parts.FirstOrDefault(part => part.Length > 1 && part[0] == tag)?[1..], CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static CameraUnavailableException NotUnderstood() =>
        new("The pictures from ffmpeg can't be read; the camera may have changed its size.");
}
