using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Houses;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Live;
using Roost.Cloud.Stills;
using Roost.Cloud.Store;
using Roost.Cloud.Twins;
using Roost.Domain.Clocks;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>
/// The one loop through which every message goes: decode, resolve, refuse what can't be right, hand the rest to the store and to the twin.
/// The store's full queue holds it back.
/// </summary>
internal sealed partial class IngestPump(
    Inbound inbound,
    ITelemetryStore store,
    TwinCalls twins,
    AgentWatch agents,
    NodeCommands commands,
    HouseNotices houses,
    FarmDirectory directory,
    PreviewAlbum album,
    StillKeeper stills,
    Rejections rejections,
    FarmClock clock,
    TimeProvider time,
    ILogger<IngestPump> logger)
{
    private static readonly TimeSpan BetweenRebirths = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToConfirm = TimeSpan.FromSeconds(10);

    private readonly NodeTable nodes = new();
    private readonly OncePerMinute notTaken = new(time);
    private readonly OncePerMinute failed = new(time);
    private readonly List<ResolvedMetric<KnownMetric>> resolved = [];
    private readonly List<Reading> taken = [];

    /// <summary>Works until <see cref="Inbound.Complete"/> and all is read, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in inbound.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await TakeAsync(message, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                // The store is closing: what it did not take stays with the agents.
                rejections.Add(Rejection.NotTaken);
                if (notTaken.IsDue(out var leftOut))
                {
                    LogNotTaken(exception.Message, leftOut);
                }
            }
#pragma warning disable CA1031 // The edge of the supervised loop: one message, whatever is wrong with it, must not stop all the others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                rejections.Add(Rejection.Failed);
                if (failed.IsDue(out var leftOut))
                {
                    LogFailed(exception, leftOut);
                }
            }
        }
    }

    private ValueTask TakeAsync(in InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.IsRetained)
        {
            // The specification has no retained births or data; an old one would come again with every connection.
            rejections.Add(Rejection.Retained);
            return ValueTask.CompletedTask;
        }

        if (!message.Topic.StartsWith(Topic.Namespace, StringComparison.Ordinal))
        {
            return TakePreviewAsync(message, cancellationToken);
        }

        if (!Topic.TryParse(message.Topic, out var topic, out _))
        {
            rejections.Add(Rejection.BadTopic);
            return ValueTask.CompletedTask;
        }

        if (topic.Kind is MessageKind.NodeCommand or MessageKind.DeviceCommand)
        {
            return ValueTask.CompletedTask;
        }

        if (!WireName.IsValid(topic.Group) || !WireName.IsValid(topic.Node) || (topic.Device is { } device && !WireName.IsValid(device)))
        {
            rejections.Add(Rejection.BadName);
            return ValueTask.CompletedTask;
        }

        if (!PayloadCodec.TryDecode(message.Payload, out var payload, out _))
        {
            rejections.Add(Rejection.NotSparkplug);
            return ValueTask.CompletedTask;
        }

        if (nodes.Find(topic.Group, topic.Node) is not { } node)
        {
            rejections.Add(Rejection.TooMany);
            return ValueTask.CompletedTask;
        }

        return TakeAsync(topic, node, payload, cancellationToken);
    }

    private async ValueTask TakeAsync(Topic topic, Node node, Payload payload, CancellationToken cancellationToken)
    {
        string[] before = topic.Kind is MessageKind.NodeBirth or MessageKind.NodeDeath ? [.. node.Session.Devices] : [];
        var verdict = node.Session.Receive(topic, payload, resolved);
        if (verdict is SessionVerdict.Unborn or SessionVerdict.AcceptedAfterGap)
        {
            await AskForRebirthAsync(node, cancellationToken);
        }

        if (verdict == SessionVerdict.Unborn)
        {
            rejections.Add(Rejection.Unborn);
        }

        if (verdict is not (SessionVerdict.Accepted or SessionVerdict.AcceptedAfterGap))
        {
            return;
        }

        // A will is dated with the connection that it was left with.
        if (topic.Kind != MessageKind.NodeDeath)
        {
            agents.Hear(node.Farm, node.Name, payload.TimestampMilliseconds);
        }

        if (node.Unconfirmed is { } unconfirmed && time.GetElapsedTime(unconfirmed.Since) > TimeToConfirm)
        {
            node.Unconfirmed = null;
            await GiveUpAsync(node, unconfirmed.Coops, cancellationToken);
        }

        switch (topic.Kind)
        {
            case MessageKind.NodeBirth:
                await TakeNodeBirthAsync(node, before, cancellationToken);
                break;
            case MessageKind.NodeDeath:
                var gone = node.Unconfirmed is { Coops: var left } ? left.Union(before) : before;
                node.Unconfirmed = null;
                agents.Die(node.Farm, node.Name);
                await LoseAsync(node, gone, cancellationToken);
                break;
            case MessageKind.DeviceBirth:
                await TakeCoopBirthAsync(node, topic.Device!, payload, cancellationToken);
                break;
            case MessageKind.DeviceDeath:
                agents.Lose(node.Farm, node.Name, topic.Device!);
                await LoseAsync(node, [topic.Device!], cancellationToken);
                break;
            case MessageKind.DeviceData:
                await TakeDataAsync(node, topic.Device!, payload, cancellationToken);
                break;
        }
    }

    private async ValueTask TakeDataAsync(Node node, string coop, Payload payload, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        ulong? number = null;
        taken.Clear();
        for (var index = 0; index < resolved.Count; index++)
        {
            var (known, metric) = resolved[index];
            switch (known.Role)
            {
                case MetricRole.Series when Accept(known, metric, coop, payload, now, out var reading):
                    taken.Add(reading);
                    break;
                case MetricRole.Batch when metric.Value.TryGetUInt64(out var batch):
                    number = batch;
                    break;
                case MetricRole.Acknowledged when metric.Value.Text is { } text && AcknowledgementNotice.Parse(text) is { } notice && notice.Alarm.Coop == coop:
                    // Before its batch is stored: an agent that hears nothing of the batch says it again.
                    await houses.HearAsync(node.Farm, notice, cancellationToken);
                    break;
                case MetricRole.Acknowledged:
                case MetricRole.Unknown:
                    rejections.Add(Rejection.UnknownMetric);
                    break;
            }
        }

        Reading[] readings = [.. taken];

        // An agent's batch of which nothing is left is stored all the same: its number must become durable, or it comes again for ever.
        number = node.IsRoostAgent ? number : null;
        if (readings.Length > 0 || number is not null)
        {
            await store.AppendAsync(new ReadingBatch(node.Farm, node.Name, coop, number, readings), cancellationToken);
        }

        if (readings.Length > 0)
        {
            await twins.TakeAsync(node.Farm, coop, readings, cancellationToken);
        }
    }

    private bool Accept(KnownMetric known, in Metric metric, string coop, Payload payload, DateTimeOffset now, out Reading reading)
    {
        reading = default;
        var refusal = known.Device == coop ? ReadingReader.Read(known, metric, payload.TimestampMilliseconds, now, out reading) : Rejection.WrongDevice;
        if (refusal is null)
        {
            return true;
        }

        rejections.Add(refusal);
        return false;
    }

    private async ValueTask TakePreviewAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (!PreviewTopic.TryParse(message.Topic, out var preview) || !directory.Knows(preview.Farm, preview.Coop))
        {
            rejections.Add(Rejection.BadTopic);
            return;
        }

        var now = clock.Now;
        byte[] jpeg = message.Payload.Length > PreviewAlbum.LargestPicture ? [] : System.Buffers.BuffersExtensions.ToArray(message.Payload);
        if (!album.TryPut(preview.Farm, preview.Coop, preview.Camera, jpeg, now))
        {
            rejections.Add(Rejection.BadPreview);
            return;
        }

        stills.See(preview.Farm, preview.Coop, preview.Camera, jpeg, now);
        await twins.ShowAsync(preview.Farm, preview.Coop, new PreviewStamp(preview.Camera, now), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "A message was not taken and stays with its agent: {Problem} ({LeftOut} more since this was last told.)")]
    private partial void LogNotTaken(string problem, long leftOut);

    [LoggerMessage(LogLevel.Error, "A message could not be worked on. ({LeftOut} more since this was last told.)")]
    private partial void LogFailed(Exception exception, long leftOut);
}
