using System.Threading.Channels;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

/// <summary>Keeps what a camera reports.</summary>
internal sealed class TestSink : ICameraSink
{
    private readonly Channel<Reading> arriving = Channel.CreateBounded<Reading>(10_000);

    /// <summary>Activity.</summary>
    public List<Reading> Readings { get; } = [];

    /// <summary>How the pictures are.</summary>
    public List<Reading> Pictures { get; } = [];

    public List<(string Camera, DateTimeOffset TakenAt, byte[] Jpeg)> Previews { get; } = [];

    public async ValueTask ReportAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        foreach (var reading in readings)
        {
            if (reading.Quantity != Quantity.Activity)
            {
                Pictures.Add(reading);
                continue;
            }

            Readings.Add(reading);
            await arriving.Writer.WriteAsync(reading, cancellationToken);
        }
    }

    public void ShowPreview(string camera, DateTimeOffset takenAt, ReadOnlyMemory<byte> jpeg) => Previews.Add((camera, takenAt, jpeg.ToArray()));

    /// <summary>Waits for the next reading that was not waited for yet of activity and is of this quality.</summary>
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
