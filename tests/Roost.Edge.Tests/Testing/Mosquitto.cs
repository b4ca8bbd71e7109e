using System.Buffers;
using System.Diagnostics;
using System.Net;
using MQTTnet;
using MQTTnet.Protocol;

namespace Roost.Edge.Tests.Testing;

/// <summary>The mosquitto broker as a process of its own, and a client that hears and speaks for the test.</summary>
internal sealed class Mosquitto : ITestBroker
{
    private readonly Process process;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();

    private Mosquitto(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public event Action<string, byte[]>? Published;

    /// <summary>Starts it; null when this machine has none.</summary>
    public static async Task<Mosquitto?> StartAsync(TestFolder folder, CancellationToken token)
    {
        var program = new[] { "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto" }.FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        var port = FreePort.Next();
        await File.WriteAllTextAsync(folder.At("mosquitto.conf"), $"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n", token);
        var process = Process.Start(new ProcessStartInfo(program, ["-c", folder.At("mosquitto.conf")]) { RedirectStandardError = true })!;
        var broker = new Mosquitto(process, port);

        // It says on standard error when it runs; before that nobody can connect.
        while (await process.StandardError.ReadLineAsync(token) is { } line && !line.Contains("running", StringComparison.Ordinal))
        {
        }

        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await broker.ConnectAsync(token);
        return broker;
    }

    public Task SendAsync(string topic, byte[] payload, bool retain = false) => client.PublishAsync(new MqttApplicationMessage
    {
        Topic = topic,
        Payload = new ReadOnlySequence<byte>(payload),
        QualityOfServiceLevel = retain ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        Retain = retain,
    });

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ConnectAsync(CancellationToken token)
    {
        client.ApplicationMessageReceivedAsync += received =>
        {
            Published?.Invoke(received.ApplicationMessage.Topic, received.ApplicationMessage.Payload.ToArray());
            return Task.CompletedTask;
        };
        await client.ConnectAsync(
            new MqttClientOptions { ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new IPEndPoint(IPAddress.Loopback, Port) } },
            token);
        await client.SubscribeAsync("spBv1.0/#", MqttQualityOfServiceLevel.AtLeastOnce, token);
    }
}
