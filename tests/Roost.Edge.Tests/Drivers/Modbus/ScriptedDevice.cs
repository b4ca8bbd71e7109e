using System.Net;
using System.Net.Sockets;

namespace Roost.Edge.Tests.Drivers.Modbus;

/// <summary>
/// A device that does as a script says: for each request it gets the request's 12 bytes, the request's number from 1 and the stream to
/// answer on, and says whether to keep the connection.
/// </summary>
internal sealed class ScriptedDevice : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<byte[], int, NetworkStream, ValueTask<bool>> script;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> connections = [];
    private readonly Task accepting;
    private int requestCount;

    public ScriptedDevice(Func<byte[], int, NetworkStream, ValueTask<bool>> script)
    {
        this.script = script;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int ConnectionCount { get; private set; }

    public int RequestCount => Volatile.Read(ref requestCount);

    /// <summary>The right answer to a request, all its registers the same.</summary>
    public static byte[] AnswerTo(byte[] request, ushort value)
    {
        var count = request[11];
        var registers = Enumerable.Repeat<byte[]>([(byte)(value >> 8), (byte)value], count).SelectMany(each => each);
        return [request[0], request[1], 0, 0, 0, (byte)(3 + (2 * count)), request[6], request[7], (byte)(2 * count), .. registers];
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        await Task.WhenAll(connections);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                ConnectionCount++;
                connections.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        var stream = client.GetStream();
        var request = new byte[12];
        try
        {
            while (await stream.ReadAtLeastAsync(request, request.Length, throwOnEndOfStream: false) == request.Length)
            {
                if (!await script([.. request], Interlocked.Increment(ref requestCount), stream))
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The driver hung up.
        }
    }
}
