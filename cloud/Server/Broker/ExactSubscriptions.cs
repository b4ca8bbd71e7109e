using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Roost.Cloud.Broker;

/// <summary>
/// The subscriptions without a wildcard, looked up by topic. MQTTnet asks every subscriber about every message: ten thousand agents that each
/// listen to their own commands make that ten thousand questions a message, more than a processor answers. What has a wildcard stays
/// with MQTTnet. Thread-safe.
/// </summary>
internal sealed class ExactSubscriptions(MqttServer server)
{
    private static readonly char[] Wildcards = ['+', '#'];

    private readonly ConcurrentDictionary<string, Listeners> listenersByTopic = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, byte> leftAlone = new(StringComparer.Ordinal);

    /// <summary>Takes part in what the server does from now on.</summary>
    public void Attach()
    {
        server.InterceptingSubscriptionAsync += OnSubscribingAsync;
        server.InterceptingUnsubscriptionAsync += OnUnsubscribingAsync;
        server.InterceptingPublishAsync += OnPublishingAsync;
        server.SessionDeletedAsync += deleted => ForgetAsync(deleted.SessionItems);
        server.ClientDisconnectedAsync += OnDisconnectedAsync;
    }

    /// <summary>To be called before the server sees a client's subscribing that bears an identifier: only the server knows how to return it.</summary>
    public void LeaveAlone(string clientId) => leftAlone.TryAdd(clientId, 0);

    /// <summary>
    /// To be called when the server has worked on a client's subscribing: it then counts the client among its subscribers even where nothing
    /// was left for it to do, and takes it out when it is asked to unsubscribe from as little.
    /// </summary>
    public Task SettleAsync(string clientId)
    {
        leftAlone.TryRemove(clientId, out _);
        return server.UnsubscribeAsync(clientId, []);
    }

    private async Task OnSubscribingAsync(InterceptingSubscriptionEventArgs subscribing)
    {
        var filter = subscribing.TopicFilter;
        if (!subscribing.ProcessSubscription || subscribing.Response.ReasonCode > MqttSubscribeReasonCode.GrantedQoS2
            || leftAlone.ContainsKey(subscribing.ClientId) || string.IsNullOrEmpty(filter.Topic) || filter.Topic.AsSpan().IndexOfAny(Wildcards) >= 0)
        {
            return;
        }

        subscribing.ProcessSubscription = false;
        var listener = new Listener(subscribing.Session, filter, (MqttQualityOfServiceLevel)subscribing.Response.ReasonCode);
        var isNew = Add(listener, subscribing.SessionItems);
        var wantsRetained = filter.RetainHandling == MqttRetainHandling.SendAtSubscribe
            || (filter.RetainHandling == MqttRetainHandling.SendAtSubscribeIfNewSubscriptionOnly && isNew);
        if (wantsRetained && await server.GetRetainedMessageAsync(filter.Topic) is { } retained)
        {
            listener.Deliver(retained, retained.Payload, retain: true);
        }
    }

    private Task OnUnsubscribingAsync(InterceptingUnsubscriptionEventArgs unsubscribing)
    {
        if (TopicsOf(unsubscribing.SessionItems) is { } topics && topics.TryRemove(unsubscribing.Topic, out _))
        {
            Remove(unsubscribing.Topic, unsubscribing.SessionItems);
            unsubscribing.Response.ReasonCode = MqttUnsubscribeReasonCode.Success;
        }

        return Task.CompletedTask;
    }

    private Task OnPublishingAsync(InterceptingPublishEventArgs publishing)
    {
        if (publishing is { ProcessPublish: true, ApplicationMessage: { } message } && message.Topic is { Length: > 0 } topic
            && listenersByTopic.TryGetValue(topic, out var listeners))
        {
            listeners.Deliver(message, publishing.ClientId);
        }

        return Task.CompletedTask;
    }

    // A client that connects again under its name has a new session, unless it asked for the old one: that one's subscriptions go on.
    private async Task OnDisconnectedAsync(ClientDisconnectedEventArgs disconnected)
    {
        if (disconnected.DisconnectType == MqttClientDisconnectType.Takeover
            && TopicsOf(disconnected.SessionItems) is not null
            && (await server.GetSessionAsync(disconnected.ClientId))?.Items != disconnected.SessionItems)
        {
            await ForgetAsync(disconnected.SessionItems);
        }
    }

    private Task ForgetAsync(IDictionary session)
    {
        if (TopicsOf(session) is { } topics)
        {
            foreach (var (topic, _) in topics)
            {
                Remove(topic, session);
            }

            topics.Clear();
        }

        return Task.CompletedTask;
    }

    private bool Add(Listener listener, IDictionary session)
    {
        if (TopicsOf(session) is not { } topics)
        {
            session[this] = topics = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        }

        while (!listenersByTopic.GetOrAdd(listener.Filter.Topic, static _ => new Listeners()).TrySet(session, listener))
        {
            // The last of the topic's listeners just went, and its list with it.
        }

        return topics.TryAdd(listener.Filter.Topic, 0);
    }

    private void Remove(string topic, IDictionary session)
    {
        if (listenersByTopic.TryGetValue(topic, out var listeners) && listeners.RemoveLast(session))
        {
            listenersByTopic.TryRemove(new(topic, listeners));
        }
    }

    private ConcurrentDictionary<string, byte>? TopicsOf(IDictionary session) => session[this] as ConcurrentDictionary<string, byte>;

    private sealed class Listener(MqttSessionStatus session, MqttTopicFilter filter, MqttQualityOfServiceLevel granted)
    {
        public MqttTopicFilter Filter => filter;

        public string ClientId => session.Id;

        /// <summary>Puts a message into the client's queue.</summary>
        /// <param name="message">The message.</param>
        /// <param name="payload">Its payload, which nobody changes any more.</param>
        /// <param name="retain">Whether to mark it as retained.</param>
        public void Deliver(MqttApplicationMessage message, ReadOnlySequence<byte> payload, bool retain) => session.TryEnqueueApplicationMessage(
            new MqttApplicationMessage
            {
                Topic = message.Topic,
                Payload = payload,
                QualityOfServiceLevel = message.QualityOfServiceLevel < granted ? message.QualityOfServiceLevel : granted,
                Retain = retain,
                ContentType = message.ContentType,
                CorrelationData = message.CorrelationData,
                MessageExpiryInterval = message.MessageExpiryInterval,
                PayloadFormatIndicator = message.PayloadFormatIndicator,
                ResponseTopic = message.ResponseTopic,
                UserProperties = message.UserProperties,
            },
            out _);
    }

    /// <summary>The listeners of one topic.</summary>
    private sealed class Listeners
    {
        private readonly Dictionary<IDictionary, Listener> bySession = new(ReferenceEqualityComparer.Instance);
        private readonly Lock gate = new();
        private bool isOver;

        /// <summary>Sets a session's listener; false when this list is over.</summary>
        public bool TrySet(IDictionary session, Listener listener)
        {
            lock (gate)
            {
                if (!isOver)
                {
                    bySession[session] = listener;
                }

                return !isOver;
            }
        }

        /// <summary>Removes a session's listener; true when none is left, and the list is over.</summary>
        public bool RemoveLast(IDictionary session)
        {
            lock (gate)
            {
                bySession.Remove(session);
                return isOver |= bySession.Count == 0;
            }
        }

        public void Deliver(MqttApplicationMessage message, string senderId)
        {
            // The packet's buffer belongs to its connection, the listeners' queues don't.
            var payload = new ReadOnlySequence<byte>(message.Payload.ToArray());
            lock (gate)
            {
                foreach (var listener in bySession.Values)
                {
                    if (!listener.Filter.NoLocal || listener.ClientId != senderId)
                    {
                        listener.Deliver(message, payload, retain: message.Retain && listener.Filter.RetainAsPublished);
                    }
                }
            }
        }
    }
}
