using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Roost.Cloud.Broker;

/// <summary>
/// A connection that tells <see cref="ExactSubscriptions"/> before and after the server works on a subscribing. The server asks for a packet
/// only when it is through with the one before, so the next one asked for is the moment after.
/// </summary>
internal sealed class SubscribingAdapter(IMqttChannelAdapter inner, ExactSubscriptions subscriptions) : IMqttChannelAdapter
{
    // The server may yet give the client a name.
    private MqttConnectPacket? connect;
    private bool subscribed;

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    private string ClientId => connect?.ClientId ?? "";

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public void ResetStatistics() => inner.ResetStatistics();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

    public void Dispose() => inner.Dispose();

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        if (subscribed)
        {
            subscribed = false;
            await SettleAsync();
        }

        var packet = await inner.ReceivePacketAsync(cancellationToken);
        switch (packet)
        {
            case MqttConnectPacket connecting:
                connect = connecting;
                break;
            case MqttSubscribePacket subscribe:
                subscribed = true;
                if (subscribe.SubscriptionIdentifier > 0)
                {
                    subscriptions.LeaveAlone(ClientId);
                }

                break;
        }

        return packet;
    }

    private async Task SettleAsync()
    {
        try
        {
            await subscriptions.SettleAsync(ClientId);
        }
        catch (InvalidOperationException exception)
        {
            // Its session is gone already, so this connection is over too.
            throw new MqttCommunicationException("The session has ended.", exception);
        }
    }
}
