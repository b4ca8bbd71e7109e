using Roost.Domain.Readings;

namespace Roost.Edge.Cameras;

/// <summary>Where a camera's figures and pictures go. One worker calls it from one task at a time; several workers may share one sink.</summary>
internal interface ICameraSink
{
    /// <summary>Takes readings into safe keeping, together; the camera waits for it.</summary>
    ValueTask ReportAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken);

    /// <summary>Takes a picture to show, at most one a second. Must not block: a picture that can't go now is dropped.</summary>
    /// <param name="camera">The camera's name.</param>
    /// <param name="takenAt">When the picture came, UTC.</param>
    /// <param name="jpeg">The picture; the memory is the sink's to keep.</param>
    void ShowPreview(string camera, DateTimeOffset takenAt, ReadOnlyMemory<byte> jpeg);
}
