using Roost.Cloud.Broker;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Ingest;

/// <summary>Starts and stops the way in: the connection, the pump and the acknowledgements.</summary>
internal sealed partial class IngestService(
    EmbeddedBroker broker,
    BrokerConnection connection,
    Inbound inbound,
    IngestPump pump,
    NodeCommands commands,
    AgentReporter agents,
    ITelemetryStore store,
    FarmDirectory directory,
    IHostApplicationLifetime lifetime,
    ILogger<IngestService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task connecting = Task.CompletedTask;
    private Task pumping = Task.CompletedTask;
    private Task acknowledging = Task.CompletedTask;
    private Task watching = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stored in await store.CoopsAsync(cancellationToken))
        {
            directory.TryAdd(stored.Farm, stored.Coop);
            await agents.RememberAsync(stored.Farm, stored.Coop, cancellationToken);
        }

        broker.Taker = inbound.TakeAsync;
        pumping = Task.Run(() => KeepAsync("pump", pump.RunAsync(CancellationToken.None)), CancellationToken.None);
        acknowledging = Task.Run(() => KeepAsync("acknowledgements", commands.AcknowledgeAsync(stopping.Token)), CancellationToken.None);
        watching = Task.Run(() => KeepAsync("watch on the agents", agents.RunAsync(stopping.Token)), CancellationToken.None);
        connecting = Task.Run(() => KeepAsync("connection", connection.RunAsync(stopping.Token)), CancellationToken.None);
    }

    // The agents stop sending when the host says that it goes; what is on the way is stored and acknowledged, then the line is closed.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.SayOfflineAsync(cancellationToken);
            inbound.Complete();
            await pumping.WaitAsync(cancellationToken);
            await store.FlushAsync(cancellationToken);
            await commands.SendAcknowledgementsAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreUnavailableException or MQTTnet.Exceptions.MqttCommunicationException)
        {
            LogLeft(exception.Message);
        }

        await stopping.CancelAsync();
        await connection.CloseAsync();
        await Task.WhenAll(connecting, acknowledging, watching).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    // A service that takes nothing in must not look alive: it says why and ends, and whoever looks after it starts it again.
    private async Task KeepAsync(string part, Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogFailed(exception, part);
            Environment.ExitCode = StartupLog.Failed;
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(LogLevel.Critical, "The way in failed at the {Part}; the service stops, to be started again.")]
    private partial void LogFailed(Exception exception, string part);

    [LoggerMessage(LogLevel.Warning, "Not everything on the way in could be stored before stopping ({Problem}); it stays with the agents.")]
    private partial void LogLeft(string problem);
}
