using System.Net;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Domain.Clocks;

namespace Roost.Cloud.Broker;

/// <summary>
/// Accepts the embedded broker's TCP connections. MQTTnet's own listener knows no limit on a packet's size and makes room for whatever a
/// header announces (up to 256 MB); this one closes such a connection before.
/// </summary>
internal sealed partial class BrokerListener(
    BrokerOptions options, Rejections rejections, TimeProvider time, ILogger<BrokerListener> logger) : IMqttServerAdapter
{
    private readonly CancellationTokenSource stopping = new();
    private readonly OncePerMinute full = new(time);
    private readonly OncePerMinute notAccepted = new(time);
    private Socket? socket;
    private Task accepting = Task.CompletedTask;
    private int connections;

    /// <summary>What MQTTnet does with a connection; set by it.</summary>
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>Who listens to what; set before the start.</summary>
    public ExactSubscriptions? Subscriptions { get; set; }

    /// <summary>Where it listens; null before the start.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    public Task StartAsync(MqttServerOptions serverOptions, IMqttNetLogger mqttLogger)
    {
        var wanted = new IPEndPoint(IPAddress.Parse(options.Address), options.Port);
        socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(wanted);
            socket.Listen(backlog: 512);
        }
        catch (SocketException exception)
        {
            throw new StartupException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"The MQTT port {wanted} is in use already; choose another with --Broker:Port, or use the broker there with --Broker:Embedded false."
                    : $"The broker can't listen on {wanted} (--Broker:Address, --Broker:Port): {exception.Message}.",
                exception);
        }

        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        accepting = AcceptAsync(socket, serverOptions, mqttLogger);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        socket?.Dispose();
        await accepting;
    }

    public void Dispose()
    {
        stopping.Dispose();
        socket?.Dispose();
    }

    private async Task AcceptAsync(Socket listening, MqttServerOptions serverOptions, IMqttNetLogger mqttLogger)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var accepted = await listening.AcceptAsync(stopping.Token);
                if (connections >= options.MaximumConnections)
                {
                    accepted.Dispose();
                    rejections.Add(Rejection.ConnectionRefused);
                    if (full.IsDue(out var leftOut))
                    {
                        LogFull(options.MaximumConnections, leftOut);
                    }

                    continue;
                }

#pragma warning disable CA2025 // The task owns the connection from here on, and disposes it.
                _ = Task.Run(() => ServeAsync(accepted, serverOptions, mqttLogger), CancellationToken.None);
#pragma warning restore CA2025
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                // One connection broke off before it was taken, or the process has no file handle left: the next may do better.
                rejections.Add(Rejection.ConnectionNotTaken);
                if (notAccepted.IsDue(out var leftOut))
                {
                    LogNotAccepted(exception.Message, leftOut);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(Socket accepted, MqttServerOptions serverOptions, IMqttNetLogger mqttLogger)
    {
        Interlocked.Increment(ref connections);
        try
        {
            accepted.NoDelay = true;
            await using var stream = new NetworkStream(accepted, ownsSocket: true);
            using var tcp = new MqttTcpChannel(stream, accepted.LocalEndPoint, accepted.RemoteEndPoint, null);
            using var channel = new LimitedChannel(tcp, options.MaximumPacketBytes, () => rejections.Add(Rejection.PacketTooLarge));
            var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(serverOptions.WriterBufferSize, serverOptions.WriterBufferSizeMax));
            using var adapter = new MqttChannelAdapter(channel, formatter, mqttLogger) { AllowPacketFragmentation = true };
            using var naming = new NamingAdapter(adapter);
            using var subscribing = new SubscribingAdapter(naming, Subscriptions!);
            if (ClientHandler is { } serve)
            {
                await serve(subscribing);
            }
        }
#pragma warning disable CA1031 // The edge of one connection: whatever its client did must not end the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogConnectionEnded(exception.Message);
        }
        finally
        {
            Interlocked.Decrement(ref connections);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The broker has {Maximum} connections, as many as it takes; a further one was refused. ({LeftOut} more since this was last told.)")]
    private partial void LogFull(int maximum, long leftOut);

    [LoggerMessage(LogLevel.Warning, "The broker could not take a connection: {Problem} ({LeftOut} more since this was last told.)")]
    private partial void LogNotAccepted(string problem, long leftOut);

    [LoggerMessage(LogLevel.Debug, "A connection to the broker ended: {Problem}")]
    private partial void LogConnectionEnded(string problem);
}
