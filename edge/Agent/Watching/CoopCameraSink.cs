using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Edge.Cameras;
using Roost.Edge.Configuration;
using Roost.Edge.Signals;
using Roost.Edge.Spool;
using Roost.Edge.Uplink;

namespace Roost.Edge.Watching;

/// <summary>Takes what the cameras of a coop see: figures to the spool, pictures to the uplink.</summary>
internal sealed class CoopCameraSink(AgentConfiguration configuration, string coop, Reporter reporter, PreviewOutbox previews) : ICameraSink
{
    public async ValueTask ReportAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        try
        {
            await reporter.ReportAsync(coop, readings, cancellationToken);
        }
        catch (SpoolUnavailableException)
        {
            // The spool counts and logs what it could not take; the camera goes on.
        }
    }

    public void ShowPreview(string camera, DateTimeOffset takenAt, ReadOnlyMemory<byte> jpeg) =>
        previews.Offer(new(new PreviewTopic(configuration.Farm, configuration.Agent, coop, camera), jpeg));
}
