using System.Globalization;
using System.Net.Sockets;
using Roost.Domain.Clocks;

namespace Roost.Edge.Drivers.Modbus;

/// <summary>How a request ended.</summary>
internal enum ModbusOutcome
{
    /// <summary>It did what was asked.</summary>
    Answered = 1,

    /// <summary>The device said no, or said nonsense, or hung up: it is there.</summary>
    Failed,

    /// <summary>Connected, but no answer in time.</summary>
    Silent,

    /// <summary>No connection.</summary>
    Unreachable,
}

/// <summary>The end of a request.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Data">The registers, 2 bytes each, or the bits, lowest first; valid until the next request; empty unless a read was answered.</param>
/// <param name="Problem">One sentence unless answered.</param>
internal readonly record struct ModbusAnswer(ModbusOutcome Outcome, ReadOnlyMemory<byte> Data, string? Problem);

/// <summary>
/// One TCP connection that carries one request at a time. It connects when asked, and a connection on which anything went wrong is
/// closed: so a late answer dies with it and can't be taken for the answer to the next request.
/// </summary>
internal sealed class ModbusConnection(ModbusTcpOptions options, TimeProvider clock) : IDisposable
{
    private readonly byte[] request = new byte[ModbusFrame.RequestLength];

    // One byte more than the longest frame, so that surplus bytes show.
    private readonly byte[] received = new byte[ModbusFrame.MaximumLength + 1];

    private readonly string address = string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port}");
    private readonly TimeSpan timeout = options.Timeout * ScaledClock.SpeedOf(clock);
    private Socket? socket;
    private ushort transaction;
    private int receivedCount;
    private bool connected;

    /// <summary>Asks for a run of registers. Throws only when cancelled.</summary>
    public ValueTask<ModbusAnswer> AskAsync(ModbusReadBlock block, CancellationToken cancellationToken) =>
        AskAsync((ModbusFunction)block.Table, block.Address, block.Count, cancellationToken);

    /// <summary>Asks for something that may be asked twice. Throws only when cancelled.</summary>
    public async ValueTask<ModbusAnswer> AskAsync(ModbusFunction function, ushort at, ushort argument, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var intact = false;
        try
        {
            var reuse = IsUsable();
            var (kind, problem) = await ExchangeAsync(function, at, argument, reuse, either.Token);
            if (kind == ModbusAnswerKind.Nonsense && reuse && receivedCount == 0)
            {
                // It hung up an old connection just as the request left; asking again does no harm.
                (kind, problem) = await ExchangeAsync(function, at, argument, reuse: false, either.Token);
            }

            intact = kind is ModbusAnswerKind.Answer or ModbusAnswerKind.Exception;
            return kind != ModbusAnswerKind.Answer ? new(ModbusOutcome.Failed, default, problem)
                : new(ModbusOutcome.Answered, function == ModbusFunction.WriteCoil ? default : received.AsMemory(ModbusFrame.DataAt..receivedCount), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var missing = !connected ? $"No connection to {address}" : receivedCount == 0 ? "No answer" : "No complete answer";
            var problem = string.Create(CultureInfo.InvariantCulture, $"{missing} within {options.Timeout.TotalSeconds:0.###} s.");
            return new(connected ? ModbusOutcome.Silent : ModbusOutcome.Unreachable, default, problem);
        }
        catch (SocketException fault)
        {
            return new(ModbusOutcome.Unreachable, default, SentenceOf(fault.SocketErrorCode));
        }
        finally
        {
            if (!intact)
            {
                Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
        connected = false;
    }

    private async ValueTask<(ModbusAnswerKind Kind, string? Problem)> ExchangeAsync(
        ModbusFunction function, ushort at, ushort argument, bool reuse, CancellationToken cancellationToken)
    {
        receivedCount = 0;
        if (!reuse)
        {
            await ConnectAsync(cancellationToken);
        }

        var asked = new ModbusRequest(unchecked(++transaction), options.Unit, function, at, argument);
        ModbusFrame.Write(request, asked);
        try
        {
            await socket!.SendAsync(request, cancellationToken);
            return await ReceiveAsync(asked, cancellationToken);
        }
        catch (SocketException fault)
        {
            return (ModbusAnswerKind.Nonsense, $"The connection to {address} broke ({fault.SocketErrorCode}).");
        }
    }

    private async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        Dispose();
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
        connected = true;
    }

    private async ValueTask<(ModbusAnswerKind Kind, string? Problem)> ReceiveAsync(ModbusRequest asked, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await socket!.ReceiveAsync(received.AsMemory(receivedCount), cancellationToken);
            if (count == 0)
            {
                return (ModbusAnswerKind.Nonsense, receivedCount == 0
                    ? "The device closed the connection instead of answering."
                    : "The device closed the connection in the middle of its answer.");
            }

            receivedCount += count;
            var kind = ModbusFrame.Judge(received.AsSpan(0, receivedCount), asked, out var problem);
            if (kind != ModbusAnswerKind.Incomplete)
            {
                return (kind, problem);
            }
        }
    }

    // Between requests a sound connection has nothing to say. What is readable is the end of it (devices hang up when idle) or an
    // answer that nobody waits for.
    private bool IsUsable()
    {
        try
        {
            return connected && !socket!.Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string SentenceOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => $"Connection refused by {address}.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"The host name {options.Host} is not known.",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"There is no way to {address} in the network.",
        _ => $"No connection to {address} ({error}).",
    };
}
