using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Roost.Simulators.Modbus;

/// <summary>
/// A Modbus TCP device on a real socket: functions 3, 4, 6 and 16, any unit id, any number of connections. Starts once.
/// </summary>
/// <param name="bank">Its registers.</param>
/// <param name="endpoint">Where to listen; port 0 takes a free one.</param>
internal sealed class ModbusDeviceServer(RegisterBank bank, IPEndPoint endpoint) : IAsyncDisposable
{
    private const int HeaderLength = 7;

    private readonly TcpListener listener = new(endpoint);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> serving = [];
    private Task accepting = Task.CompletedTask;
    private long requestCount;
    private long connectionCount;

    /// <summary>The port it listens on; valid once started.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Its registers.</summary>
    public RegisterBank Bank => bank;

    /// <summary>
    /// Called when a connection ends that read the counting registers, with the last count that it was given: whether the client kept that
    /// one, only the client knows. All earlier ones it came back from.
    /// </summary>
    public Action<uint>? ConnectionEnded { get; init; }

    /// <summary>What it does wrong.</summary>
    public ModbusFaults Faults { get; } = new();

    /// <summary>Well-formed requests received since the start.</summary>
    public long RequestCount => Interlocked.Read(ref requestCount);

    /// <summary>Connections accepted since the start.</summary>
    public long ConnectionCount => Interlocked.Read(ref connectionCount);

    /// <summary>Listens from here on.</summary>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        listener.Start();
        accepting = AcceptAsync(stopping.Token);
        return Task.CompletedTask;
    }

    /// <summary>Closes the listener and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        Task[] left;
        lock (gate)
        {
            left = [.. serving];
        }

        await Task.WhenAll(left);
        stopping.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(cancellationToken);
                Interlocked.Increment(ref connectionCount);
                Track(ServeAsync(socket, cancellationToken));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client hung up before it was accepted.
            }
        }
    }

    private void Track(Task service)
    {
        lock (gate)
        {
            serving.RemoveWhere(each => each.IsCompleted);
            serving.Add(service);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        var lastGiven = 0u;
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            socket.NoDelay = true;
            var request = new byte[HeaderLength + ModbusRequestHandler.MaximumLength];
            var answer = new byte[HeaderLength + ModbusRequestHandler.MaximumLength];
            while (await TryReadAsync(stream, request, cancellationToken) is { } length)
            {
                Interlocked.Increment(ref requestCount);
                if (Faults.Mute)
                {
                    continue;
                }

                var before = bank.LastCount;
                var answered = ModbusRequestHandler.Answer(
                    bank, Faults, request.AsSpan(HeaderLength, length), answer.AsSpan(HeaderLength));
                lastGiven = bank.LastCount is var count && count != before ? count : lastGiven;
                request.AsSpan(0, HeaderLength).CopyTo(answer);
                BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(4), (ushort)(answered + 1));
                await stream.WriteAsync(answer.AsMemory(0, HeaderLength + answered), cancellationToken);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // The client went away or the device stops; either way this connection is over.
        }

        if (lastGiven > 0)
        {
            ConnectionEnded?.Invoke(lastGiven);
        }
    }

    // The length of the next request's protocol data unit; null when the connection ends or what comes is no Modbus TCP, which has no
    // way back into step.
    private static async ValueTask<int?> TryReadAsync(NetworkStream stream, byte[] into, CancellationToken cancellationToken)
    {
        if (await stream.ReadAtLeastAsync(into.AsMemory(0, HeaderLength), HeaderLength, false, cancellationToken) < HeaderLength)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(into.AsSpan(4)) - 1;
        if (BinaryPrimitives.ReadUInt16BigEndian(into.AsSpan(2)) != 0 || length is < 1 or > ModbusRequestHandler.MaximumLength)
        {
            return null;
        }

        var body = into.AsMemory(HeaderLength, length);
        return await stream.ReadAtLeastAsync(body, length, false, cancellationToken) < length ? null : length;
    }
}
