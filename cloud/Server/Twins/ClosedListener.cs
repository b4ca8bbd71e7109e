using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Roost.Cloud.Twins;

/// <summary>Listens to nobody: it opens no socket and accepts nothing until it is unbound.</summary>
internal sealed class ClosedListener : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
#pragma warning disable CA2000 // Whoever binds owns the listener and disposes it.
        return new(new Listener(endpoint));
#pragma warning restore CA2000
    }

    private sealed class Listener(EndPoint endPoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint { get; } = endPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await unbound.Task.WaitAsync(cancellationToken);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            unbound.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
