using System.Net;
using System.Net.Sockets;

namespace Roost.Edge.Tests.Testing;

/// <summary>A TCP relay to a port, which can be cut: connections break without a farewell, and new ones are refused until it is mended.</summary>
internal sealed class CuttableWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Socket> sockets = [];
    private readonly int target;
    private readonly Task accepting;
    private bool isCut;

    public CuttableWire(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Cut()
    {
        lock (sockets)
        {
            isCut = true;
            foreach (var socket in sockets)
            {
                // A reset, as from a machine that lost its power and came back.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }

            sockets.Clear();
        }
    }

    public void Mend()
    {
        lock (sockets)
        {
            isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Cut();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync(stopping.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                near.NoDelay = true;
                await far.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
                lock (sockets)
                {
                    sockets.AddRange([near, far]);
                }

                if (isCut)
                {
                    Cut();
                }

                _ = RelayAsync(near, far);
                _ = RelayAsync(far, near);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static async Task RelayAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory()) is > 0 and var count)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut, or one side went away.
        }
    }
}
