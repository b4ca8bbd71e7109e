using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Writes registers of a device server over Modbus TCP (function code 6), as an engineer's laptop in the house would.</summary>
internal sealed class ModbusPen : IDisposable
{
    private readonly TcpClient client = new();
    private ushort transaction;

    public static async Task<ModbusPen> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var pen = new ModbusPen();
        await pen.client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        pen.client.NoDelay = true;
        return pen;
    }

    public async Task WriteAsync(ushort address, ushort value, CancellationToken cancellationToken)
    {
        var request = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(request, ++transaction);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(4), 6);
        request[6] = 1;
        request[7] = 6;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), address);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(10), value);
        await client.GetStream().WriteAsync(request, cancellationToken);
        var answer = new byte[12];
        await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
        Assert.That(answer, Is.EqualTo(request), "a write is answered by its echo");
    }

    public void Dispose() => client.Dispose();
}
