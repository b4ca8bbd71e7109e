using System.Threading.Channels;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

/// <summary>Keeps what a camera reports.</summary>
internal sealed class TestSink : ICameraSink
{
    private readonly Channel<Reading> arriving = Channel.CreateBounded<Reading>(10_000);

    public List<Reading> Readings { get; } = [];

    public List<(string Camera, DateTimeOffset TakenAt, byte[] Jpeg)> Previews { get; } = [];

    public async ValueTask ReportAsync(Reading reading, CancellationToken cancellationToken)
    {
        Readings.Add(reading);
        await arriving.Writer.WriteAsync(reading, cancellationToken);
    }

    public void ShowPreview(string camera, DateTimeOffset takenAt, ReadOnlyMemory<byte> jpeg) => Previews.Add((camera, takenAt, jpeg.ToArray()));

    /// <summary>Waits for the next reading that was not waited for yet and is of this quality.</summary>
    public async Task<Reading> NextAsync(Quality quality, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reading = await arriving.Reader.ReadAsync(cancellationToken);
            if (reading.Quality == quality)
            {
                return reading;
            }
        }
    }
}
