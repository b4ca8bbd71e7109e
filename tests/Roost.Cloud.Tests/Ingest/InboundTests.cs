using System.Text;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using Roost.Cloud.Ingest;
using Roost.Domain.Wire;

namespace Roost.Cloud.Tests.Ingest;

/// <summary>What is published at the embedded broker is handed over as it comes, waits for room, and is given up before its client counts as silent.</summary>
internal sealed class InboundTests
{
    private const string Data = "spBv1.0/farm/DDATA/agent-1/coop-1";
    private const int MostWaiting = 100_000;

    [Test]
    public async Task Readings_and_pictures_are_taken_and_nothing_else([Values] bool retain)
    {
        var inbound = new Inbound(TimeProvider.System);
        foreach (var topic in new[] { Data, new PreviewTopic("farm", "agent-1", "coop-1", "camera-1").ToString(), "spBv1.0/STATE/roost", "roost/farm/alarms", "elsewhere" })
        {
            Assert.That(await inbound.TakeAsync(Published(topic, retain), CancellationToken.None), Is.True);
        }

        inbound.Complete();
        var taken = await inbound.Reader.ReadAllAsync(CancellationToken.None).ToListAsync();
        Assert.That(taken.Select(message => message.Topic), Is.EqualTo(new[] { Data, "roost/farm/agent-1/coop-1/camera/camera-1" }));
        Assert.That(taken.Select(message => message.IsRetained), Is.All.False, "to those who listen already nothing is retained");
    }

    [Test]
    public async Task The_payload_is_the_takers_own()
    {
        var inbound = new Inbound(TimeProvider.System);
        byte[] buffer = [1, 2, 3];
        await inbound.TakeAsync(new() { Topic = Data, Payload = new(buffer) }, CancellationToken.None);
        buffer[0] = 9;

        Assert.That(inbound.Reader.TryRead(out var message), Is.True);
        Assert.That(message.Payload.FirstSpan.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task A_message_without_room_waits_until_there_is_some_and_is_given_up_before_its_client_counts_as_silent()
    {
        var time = new FakeTimeProvider();
        var inbound = new Inbound(time);
        var (waiting, given) = (Task.FromResult(true), 0);
        do
        {
            waiting = inbound.TakeAsync(Published(Data, retain: false), CancellationToken.None).AsTask();
            given++;
        }
        while (waiting.IsCompleted && given < MostWaiting);

        Assert.That(given, Is.LessThan(MostWaiting), "it is bounded");
        Assert.That(inbound.Reader.TryRead(out _), Is.True);
        Assert.That(await waiting, Is.True, "there is room again");

        waiting = inbound.TakeAsync(Published(Data, retain: false), CancellationToken.None).AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await waiting, Is.False, "lost, and to be counted by the broker");
    }

    private static MqttApplicationMessage Published(string topic, bool retain) => new() { Topic = topic, Payload = new(Encoding.UTF8.GetBytes("{}")), Retain = retain };
}
