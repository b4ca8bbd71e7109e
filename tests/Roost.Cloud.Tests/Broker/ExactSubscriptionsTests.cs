using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Broker;

/// <summary>Subscriptions without a wildcard take another way through the broker than MQTTnet's; nobody may notice.</summary>
[CancelAfter(30_000)]
internal sealed class ExactSubscriptionsTests
{
    private const string Topic = "test/one/exact";

    [TestCase(MqttQualityOfServiceLevel.AtMostOnce, MqttQualityOfServiceLevel.AtLeastOnce, MqttQualityOfServiceLevel.AtMostOnce)]
    [TestCase(MqttQualityOfServiceLevel.AtLeastOnce, MqttQualityOfServiceLevel.AtLeastOnce, MqttQualityOfServiceLevel.AtLeastOnce)]
    [TestCase(MqttQualityOfServiceLevel.ExactlyOnce, MqttQualityOfServiceLevel.AtLeastOnce, MqttQualityOfServiceLevel.AtLeastOnce)]
    public async Task A_message_comes_once_at_the_lower_of_both_qualities(
        MqttQualityOfServiceLevel sent, MqttQualityOfServiceLevel granted, MqttQualityOfServiceLevel expected, CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var listener = await Client.ConnectAsync(cloud, "listener", cancellationToken);
        await using var other = await Client.ConnectAsync(cloud, "other", cancellationToken);
        await listener.SubscribeAsync(Topic, granted, cancellationToken);
        await other.SubscribeAsync("test/another", granted, cancellationToken);
        await other.PublishAsync(Topic, "hello", cancellationToken, sent);
        await other.PublishAsync("test/another", "end", cancellationToken);
        await listener.PublishAsync(Topic, "end", cancellationToken);

        var first = await listener.NextAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Text(first), first.QualityOfServiceLevel, first.Retain), Is.EqualTo(("hello", expected, false)));
            Assert.That(Text(await listener.NextAsync(cancellationToken)), Is.EqualTo("end"), "it came once");
            Assert.That(Text(await other.NextAsync(cancellationToken)), Is.EqualTo("end"), "it came to nobody else");
        }
    }

    [Test]
    public async Task Whoever_unsubscribes_gets_no_more_and_who_has_a_wildcard_still_does(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var listener = await Client.ConnectAsync(cloud, "listener", cancellationToken);
        await using var wide = await Client.ConnectAsync(cloud, "wide", cancellationToken);
        await listener.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        await listener.SubscribeAsync("test/end", MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        await wide.SubscribeAsync("test/+/exact", MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        var answer = await listener.Mqtt.UnsubscribeAsync(Topic, cancellationToken);
        await wide.PublishAsync(Topic, "after", cancellationToken);
        await wide.PublishAsync("test/end", "end", cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Items.Single().ResultCode, Is.EqualTo(MqttClientUnsubscribeResultCode.Success));
            Assert.That(Text(await wide.NextAsync(cancellationToken)), Is.EqualTo("after"));
            Assert.That(Text(await listener.NextAsync(cancellationToken)), Is.EqualTo("end"));
        }
    }

    [Test]
    public async Task A_retained_message_comes_with_the_subscription_and_a_new_one_without_the_mark(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var listener = await Client.ConnectAsync(cloud, "listener", cancellationToken);
        await listener.PublishAsync(Topic, "kept", cancellationToken, retain: true);
        await listener.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        var kept = await listener.NextAsync(cancellationToken);
        await listener.PublishAsync(Topic, "new", cancellationToken, retain: true);
        var fresh = await listener.NextAsync(cancellationToken);
        Assert.That((Text(kept), kept.Retain, Text(fresh), fresh.Retain), Is.EqualTo(("kept", true, "new", false)));
    }

    [Test]
    public async Task A_client_that_takes_its_name_over_gets_what_it_subscribes_to_once(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var before = await Client.ConnectAsync(cloud, "agent", cancellationToken);
        await before.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        await using var after = await Client.ConnectAsync(cloud, "agent", cancellationToken);
        await after.PublishAsync(Topic, "before it subscribes", cancellationToken);
        await after.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        await after.PublishAsync(Topic, "one", cancellationToken);
        await after.PublishAsync(Topic, "two", cancellationToken);
        Assert.That((Text(await after.NextAsync(cancellationToken)), Text(await after.NextAsync(cancellationToken))), Is.EqualTo(("one", "two")));
    }

    [Test]
    public async Task A_client_that_said_no_local_does_not_hear_itself_and_an_identifier_comes_back(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var listener = await Client.ConnectAsync(cloud, "listener", cancellationToken);
        await using var other = await Client.ConnectAsync(cloud, "other", cancellationToken);
        await listener.Mqtt.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter => filter.WithTopic(Topic).WithNoLocal()).Build(), cancellationToken);
        await other.Mqtt.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(Topic).WithSubscriptionIdentifier(7).Build(), cancellationToken);
        await listener.PublishAsync(Topic, "of its own", cancellationToken);
        await other.PublishAsync(Topic, "of another", cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(await listener.NextAsync(cancellationToken)), Is.EqualTo("of another"));
            Assert.That((await other.NextAsync(cancellationToken)).SubscriptionIdentifiers, Is.EqualTo(new[] { 7u }));
        }
    }

    private static string Text(MqttApplicationMessage message) => Encoding.UTF8.GetString(message.Payload);

    private sealed class Client : IAsyncDisposable
    {
        private readonly Channel<MqttApplicationMessage> received = Channel.CreateBounded<MqttApplicationMessage>(100);

        public IMqttClient Mqtt { get; } = new MqttClientFactory().CreateMqttClient();

        public static async Task<Client> ConnectAsync(TestCloud cloud, string name, CancellationToken cancellationToken)
        {
            var client = new Client();
            client.Mqtt.ApplicationMessageReceivedAsync += message => client.received.Writer.WriteAsync(message.ApplicationMessage).AsTask();
            await client.Mqtt.ConnectAsync(
                new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", cloud.BrokerPort).WithClientId(name).WithProtocolVersion(MqttProtocolVersion.V500).Build(),
                cancellationToken);
            return client;
        }

        public Task<MqttClientSubscribeResult> SubscribeAsync(string topic, MqttQualityOfServiceLevel quality, CancellationToken cancellationToken) =>
            Mqtt.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topic, quality).Build(), cancellationToken);

        public Task<MqttClientPublishResult> PublishAsync(
            string topic, string text, CancellationToken cancellationToken, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtLeastOnce, bool retain = false) =>
            Mqtt.PublishAsync(
                new MqttApplicationMessage { Topic = topic, Payload = new(Encoding.UTF8.GetBytes(text)), QualityOfServiceLevel = quality, Retain = retain },
                cancellationToken);

        public ValueTask<MqttApplicationMessage> NextAsync(CancellationToken cancellationToken) => received.Reader.ReadAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await Mqtt.TryDisconnectAsync();
            Mqtt.Dispose();
        }
    }
}
