using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Roost.Domain.Clocks;
using Roost.Edge.ChainTests;
using Roost.Edge.Configuration;
using Roost.Edge.Hosting;
using Roost.Edge.LocalAlarms;
using Roost.Edge.Signals;
using Roost.Edge.Spool;
using Roost.Sparkplug;

namespace Roost.Edge.Uplink;

/// <summary>Keeps a connection to the broker, whatever happens to it.</summary>
internal sealed partial class UplinkWorker(
    AgentConfiguration configuration,
    DiskSpool spool,
    SeriesRegister register,
    PreviewOutbox previews,
    HouseAlarms alarms,
    ChainTestInput chainTests,
    TimeProvider clock,
    MachineClock machine,
    ILogger<UplinkWorker> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(1.5);

    private readonly BackOff backOff = new(ShortestPause, LongestPause);
    private readonly SendWindow window = new(spool.DurableThrough);
    private readonly BirthDeathCounter connections = new(Path.Combine(configuration.Spool.Directory, "bdseq"), logger);
    private readonly OncePerMinute ignored = new(machine.Time);
    private string? trouble;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var since = machine.Time.GetTimestamp();
                NoteTrouble(await ConnectAsync(stoppingToken));
                if (machine.Time.GetElapsedTime(since) >= SteadyAfter)
                {
                    backOff.Reset();
                }

                await Task.Delay(backOff.Next(), machine.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops; what is unacknowledged waits in the spool.
        }
    }

    /// <summary>One connection from its beginning to its end; returns why it ended.</summary>
    private async Task<string> ConnectAsync(CancellationToken stoppingToken)
    {
        var birthDeathSequence = connections.Next();
        try
        {
            var will = PayloadCodec.Encode(MessageWriter.NodeDeath(birthDeathSequence, clock.GetUtcNow()));
            using var connection = await BrokerConnection.OpenAsync(configuration, will, stoppingToken);
            trouble = null;
            LogConnected(configuration.Broker.Host, configuration.Broker.Port);
            using var session = new UplinkSession(
                configuration, connection, birthDeathSequence, window, spool, register, previews, alarms, chainTests, ignored, clock, machine.Time, logger);
            try
            {
                await session.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested && connection.IsOpen)
            {
                using var limit = new CancellationTokenSource(FarewellLimit, machine.Time);
                await session.EndAsync(limit.Token);
            }

            stoppingToken.ThrowIfCancellationRequested();
            return connection.DisconnectReason;
        }
        catch (MqttCommunicationException exception)
        {
            return (exception.InnerException ?? exception).Message;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return "The broker does not answer.";
        }
#pragma warning disable CA1031 // The edge of a supervised loop: whatever happened on one connection, the next one is tried.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(exception);
            return exception.Message;
        }
    }

    private void NoteTrouble(string reason)
    {
        if (reason != trouble)
        {
            LogDisconnected(configuration.Broker.Host, configuration.Broker.Port, reason);
        }

        trouble = reason;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The connection to the broker failed unexpectedly")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker at {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not connected to the broker at {Host}:{Port}; trying again: {Reason}")]
    private partial void LogDisconnected(string host, int port, string reason);
}
