using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Roost.Edge.Tests.Testing;

/// <summary>A broker that the test can listen to and speak through.</summary>
internal interface ITestBroker : IAsyncDisposable
{
    int Port { get; }

    /// <summary>Called for everything that a client publishes, in order.</summary>
    event Action<string, byte[]>? Published;

    Task SendAsync(string topic, byte[] payload, bool retain = false);
}

/// <summary>A real MQTT broker in this process, on a free port of the loopback.</summary>
internal sealed class TestBroker : ITestBroker
{
    private readonly MqttServer server;

    private TestBroker(MqttServer server, int port)
    {
        this.server = server;
        Port = port;
    }

    public int Port { get; }

    public event Action<string, byte[]>? Published;

    public static async Task<TestBroker> StartAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort.Next();
            var server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
                .WithDefaultEndpoint()
                .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
                .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
                .WithDefaultEndpointPort(port)
                .WithMaxPendingMessagesPerClient(100_000)
                .Build());
            try
            {
                await server.StartAsync();
                var broker = new TestBroker(server, port);
                server.InterceptingPublishAsync += published =>
                {
                    broker.Published?.Invoke(published.ApplicationMessage.Topic, published.ApplicationMessage.Payload.ToArray());
                    return Task.CompletedTask;
                };
                return broker;
            }
            catch (SocketException) when (attempt < 10)
            {
                // Somebody else took the port between the two lines.
                server.Dispose();
            }
        }
    }

    public Task SendAsync(string topic, byte[] payload, bool retain = false) => server.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = retain,
        })
        { SenderClientId = "cloud" });

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new MqttServerStopOptions());
        server.Dispose();
    }
}
