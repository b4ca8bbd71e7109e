using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Roost.Cloud.Live;

/// <summary>
/// Lets the hub's WebSockets be compressed where the client can, which the hub itself doesn't ask for. Deltas of the same coops resemble one another,
/// so that little of them is left for a poor link and for the browser to read. What makes compression dangerous elsewhere, a secret beside text
/// of a stranger's choice, is in no message of the hub.
/// </summary>
internal sealed class CompressedSockets(IHttpWebSocketFeature sockets) : IHttpWebSocketFeature
{
    public bool IsWebSocketRequest => sockets.IsWebSocketRequest;

    public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
    {
        context.DangerousEnableCompression = true;
        return sockets.AcceptAsync(context);
    }
}
