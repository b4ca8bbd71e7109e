using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;
using Roost.Cloud.Ingest;

namespace Roost.Cloud.Broker;

/// <summary>The MQTT broker inside the service. What it drops is counted, by client, and told in the log at most once a minute.</summary>
internal sealed partial class EmbeddedBroker : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    private readonly BrokerOptions options;
    private readonly Rejections rejections;
    private readonly ILogger<EmbeddedBroker> logger;
    private readonly BrokerListener listener;
    private readonly ConcurrentDictionary<string, long> lost = new(StringComparer.Ordinal);
    private readonly ITimer reporting;
    private MqttServer? server;

    public EmbeddedBroker(IOptions<BrokerOptions> options, Rejections rejections, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options.Value;
        this.rejections = rejections;
        logger = loggers.CreateLogger<EmbeddedBroker>();
        listener = new BrokerListener(this.options, rejections, time, loggers.CreateLogger<BrokerListener>());
        reporting = time.CreateTimer(_ => Report(), null, BetweenReports, BetweenReports);
    }

    /// <summary>Where the embedded broker listens; null when it does not.</summary>
    public IPEndPoint? EndPoint => IsListening ? listener.EndPoint : null;

    /// <summary>
    /// Who takes what clients publish, straight off their connections, which aren't read on until it is taken; false when it could not be, and is
    /// lost. The payload belongs to the taker. Nobody by default.
    /// </summary>
    public Func<MqttApplicationMessage, CancellationToken, ValueTask<bool>>? Taker { get; set; }

    /// <summary>Whether the embedded broker takes connections.</summary>
    public bool IsListening => server is { IsStarted: true };

    // Before every other service, since ingest connects to it; stopped after every other, so that the last word gets out.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!options.Embedded)
        {
            return;
        }

        var serverOptions = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithMaxPendingMessagesPerClient(options.MaximumPendingMessages)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropOldestQueuedMessage)
            .WithPersistentSessions(false)
            .WithKeepAlive()
            .Build();
        server = new MqttServerFactory().CreateMqttServer(serverOptions, [listener], MqttNetNullLogger.Instance);
        server.QueuedApplicationMessageOverwrittenAsync += OnOverwrittenAsync;
        server.InterceptingPublishAsync += OnPublishingAsync;
        listener.Subscriptions = new ExactSubscriptions(server);
        listener.Subscriptions.Attach();
        await server.StartAsync();
        LogListening(listener.EndPoint!);
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            await server.StopAsync(new MqttServerStopOptions());
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        reporting.Dispose();
        server?.Dispose();
        listener.Dispose();
    }

    private async Task OnPublishingAsync(InterceptingPublishEventArgs publishing)
    {
        if (Taker is { } taker && publishing is { ProcessPublish: true, ApplicationMessage: { } message } && !await taker(message, publishing.CancellationToken))
        {
            Lose("the service itself");
        }
    }

    private Task OnOverwrittenAsync(QueueMessageOverwrittenEventArgs lostMessage)
    {
        Lose(lostMessage.ReceiverClientId);
        return Task.CompletedTask;
    }

    private void Lose(string receiver)
    {
        // Client ids come from strangers: a bounded number of them is told apart.
        lost.AddOrUpdate(lost.Count < 1_000 || lost.ContainsKey(receiver) ? receiver : "others", 1, static (_, count) => count + 1);
        rejections.Add(Rejection.BrokerOverflow);
    }

    private void Report()
    {
        if (lost.IsEmpty)
        {
            return;
        }

        var news = lost.ToArray();
        lost.Clear();
        LogLost(options.MaximumPendingMessages, string.Join(", ", news.OrderByDescending(pair => pair.Value).Take(10).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    [LoggerMessage(LogLevel.Information, "The MQTT broker listens on {EndPoint}.")]
    private partial void LogListening(IPEndPoint endPoint);

    [LoggerMessage(LogLevel.Warning, "The broker's messages are not taken quickly enough; a client's oldest beyond {Maximum} waiting ones, and what the service itself had no room for, were dropped within the last minute: {Lost}.")]
    private partial void LogLost(int maximum, string lost);
}
