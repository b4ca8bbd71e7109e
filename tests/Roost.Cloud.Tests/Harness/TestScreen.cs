using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Roost.Cloud.Api;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Tests.Harness;

/// <summary>A screen on the live hub.</summary>
internal sealed class TestScreen : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly Channel<CoopDelta> deltas = Channel.CreateBounded<CoopDelta>(10_000);

    public TestScreen(HubConnection connection)
    {
        this.connection = connection;
        connection.On<IReadOnlyList<CoopDelta>>("CoopsChanged", async together =>
        {
            foreach (var delta in together)
            {
                await deltas.Writer.WriteAsync(Without(delta));
            }
        });
    }

    public Task<CoopSnapshot> SubscribeToCoopAsync(string farm, string coop, CancellationToken cancellationToken) =>
        connection.InvokeAsync<CoopSnapshot>("SubscribeToCoop", farm, coop, cancellationToken);

    public Task<FarmSnapshot> SubscribeToFarmAsync(string farm, CancellationToken cancellationToken) =>
        connection.InvokeAsync<FarmSnapshot>("SubscribeToFarm", farm, cancellationToken);

    public Task UnsubscribeAsync(CancellationToken cancellationToken) => connection.InvokeAsync("Unsubscribe", cancellationToken);

    public ValueTask<CoopDelta> NextAsync(CancellationToken cancellationToken) => deltas.Reader.ReadAsync(cancellationToken);

    private static CoopDelta Without(CoopDelta delta) => delta with { Latest = [.. delta.Latest.Where(latest => !TestCloud.IsOfAgent(latest))] };

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
