using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Roost.Cloud.Ingest;

/// <summary>
/// Takes published messages straight off the connection. MQTTnet's client puts them into a queue without a bound, from which its handlers
/// read: a handler that waits would let memory grow without limit. Here the connection isn't read on until the message is handed over.
/// </summary>
internal sealed class DirectAdapterFactory(Func<MqttPublishPacket, CancellationToken, ValueTask> onPublished) : IMqttClientAdapterFactory
{
    private readonly MqttClientAdapterFactory inner = new();

    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        new DirectAdapter(inner.CreateClientAdapter(options, packetInspector, logger), onPublished);

    private sealed class DirectAdapter(IMqttChannelAdapter inner, Func<MqttPublishPacket, CancellationToken, ValueTask> onPublished)
        : IMqttChannelAdapter
    {
        public long BytesReceived => inner.BytesReceived;

        public long BytesSent => inner.BytesSent;

        public X509Certificate2 ClientCertificate => inner.ClientCertificate;

        public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

        public EndPoint LocalEndPoint => inner.LocalEndPoint;

        public bool IsSecureConnection => inner.IsSecureConnection;

        public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

        public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

        public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

        public void ResetStatistics() => inner.ResetStatistics();

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

        public void Dispose() => inner.Dispose();

        public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var packet = await inner.ReceivePacketAsync(cancellationToken);
                if (packet is not MqttPublishPacket published)
                {
                    return packet;
                }

                await onPublished(published, cancellationToken);
                if (published.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
                {
                    // Acknowledged to the broker when taken over, not when stored: what binds is the agent's batch number, end to end.
                    await inner.SendPacketAsync(new MqttPubAckPacket { PacketIdentifier = published.PacketIdentifier }, cancellationToken);
                }
            }
        }
    }
}
