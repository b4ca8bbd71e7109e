using System.Threading.Channels;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Fleet;

/// <summary>
/// One agent as the cloud sees it: births while the host is there, numbered batches, a bounded window, and what is not acknowledged again
/// after a reconnect, a rebirth or a standstill.
/// </summary>
internal sealed class FleetAgent : IDisposable
{
    /// <summary>Most batches that an agent holds; a real one has a disk.</summary>
    public const int MostHeld = 4_096;

    private static readonly TimeSpan AckTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenBirths = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceLimit = FleetConnection.KeepAlive * 2;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly FleetGround ground;
    private readonly string farm;
    private readonly string name;
    private readonly Coop[] coops;
    private readonly BatchQueue queue;
    private readonly Lock gate = new();
    private readonly List<long> stored = [];
    private readonly CancellationTokenSource leaving = new();

    // One waiting signal says as much as many.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile FleetConnection? connection;
    private volatile bool measuresByItself;
    private volatile bool hostIsOnline;
    private volatile bool wantsBirth;
    private volatile bool isBorn;
    private volatile bool wantsPing;
    private volatile bool silent;
    private long hostOnlineSinceMilliseconds;
    private long heardAt;
    private long spokeAt;
    private long bornAt;
    private ulong newsFrom;
    private byte birthDeathSequence = byte.MaxValue;
    private byte sequence;
    private int nextCoop;

    public FleetAgent(FleetGround ground, string farm, string name, IReadOnlyList<(int Number, string Name)> coops)
    {
        (this.ground, this.farm, this.name) = (ground, farm, name);
        queue = new(ground.FirstBatch, ground.Window, MostHeld);
        this.coops =
        [
            .. coops.Select((coop, index) => new Coop(
                coop.Number, new Topic(farm, MessageKind.DeviceData, name, coop.Name).ToString(), coop.Name, (ulong)(index * ground.Series.Count))),
        ];
    }

    /// <summary>How many coops it has.</summary>
    public int Coops => coops.Length;

    /// <summary>Whether its births are out on a connection that stands.</summary>
    public bool IsBorn => isBorn;

    private string DeathTopic => new Topic(farm, MessageKind.NodeDeath, name).ToString();

    /// <summary>A coop measures: its batch is sent as soon as connection, host and window allow.</summary>
    public void Measure(int coop, long takenAtMilliseconds)
    {
        lock (gate)
        {
            if (!queue.TryAdd(coop, takenAtMilliseconds))
            {
                ground.Meter.HeldBack();
                return;
            }

            ground.Meter.Measured();
        }

        Wake();
    }

    /// <summary>From now on its coops measure in turn, whenever the window lets a batch go; or no more.</summary>
    public void MeasureByItself(bool on)
    {
        measuresByItself = on;
        Wake();
    }

    /// <summary>Called every second or so: notices silence and standstill.</summary>
    public void Watch()
    {
        var now = ground.Time.GetTimestamp();
        lock (gate)
        {
            if (queue.WaitingSince is { } since && ground.Time.GetElapsedTime(since, now) >= AckTimeout)
            {
                queue.SendAgain();
            }
        }

        if (connection is { } open)
        {
            if (ground.Time.GetElapsedTime(Volatile.Read(ref heardAt), now) >= SilenceLimit)
            {
                silent = true;
                open.Dispose();
            }

            wantsPing |= ground.Time.GetElapsedTime(Volatile.Read(ref spokeAt), now) >= FleetConnection.KeepAlive;
        }

        Wake();
    }

    /// <summary>Keeps a connection until <see cref="LeaveAsync"/>, whatever happens to it.</summary>
    public async Task RunAsync()
    {
        var pause = ShortestPause;
        while (!leaving.IsCancellationRequested)
        {
            var since = ground.Time.GetTimestamp();
            NoteBreak(await ConnectAsync());

            if (ground.Time.GetElapsedTime(since) >= LongestPause)
            {
                pause = ShortestPause;
            }

            // Random within the upper half, so that a fleet that lost its broker doesn't come back at once.
            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), ground.Time, leaving.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Ends its connection in order; <see cref="RunAsync"/> then ends.</summary>
    public Task LeaveAsync() => leaving.CancelAsync();

    /// <summary>Cuts the connection, in the middle of whatever it does.</summary>
    public void Cut() => connection?.Dispose();

    public void Dispose() => leaving.Dispose();

    private void Wake() => wake.Writer.TryWrite(true);

    // A broker that is not there, or goes: the next connection is tried.
    private void NoteBreak(string reason)
    {
        if (!leaving.IsCancellationRequested)
        {
            ground.Meter.Broke(reason);
        }
    }

    /// <summary>One connection from its beginning to its end; returns why it ended.</summary>
    private async Task<string> ConnectAsync()
    {
        try
        {
            return await StayAsync();
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttProtocolViolationException)
        {
            return (exception.InnerException ?? exception).Message;
        }
        catch (OperationCanceledException)
        {
            return "The broker does not answer.";
        }
    }

    private async Task<string> StayAsync()
    {
        birthDeathSequence++;
        var death = FleetMessages.NodeDeath(birthDeathSequence, ground.Now);
        using var limit = new CancellationTokenSource(ConnectLimit, ground.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, leaving.Token);
        using var opened = await FleetConnection.OpenAsync(
            ground.Broker,
            $"roost-{farm}-{name}",
            DeathTopic,
            death,
            new Topic(farm, MessageKind.NodeCommand, name).ToString(),
            FleetGround.StateTopic,
            either.Token);
        var now = ground.Time.GetTimestamp();
        (heardAt, spokeAt, bornAt, silent) = (now, now, 0, false);
        ground.Meter.Connected();
        connection = opened;
        using var ended = new CancellationTokenSource();
#pragma warning disable CA2025 // It is awaited below, before either is gone; the connection is closed first since nothing else ends a read.
        var reading = ReadAsync(opened, ended);
#pragma warning restore CA2025
        try
        {
            await WriteAsync(opened, ended.Token);
            await FarewellAsync(opened, death);
            return silent ? "The broker was silent for too long." : "The broker ended the connection.";
        }
        finally
        {
            connection = null;
            (isBorn, hostIsOnline, wantsBirth) = (false, false, false);
            ground.Meter.Disconnected();
            opened.Dispose();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FarewellAsync(FleetConnection opened, byte[] death)
    {
        if (leaving.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(FarewellLimit, ground.Time);
            await opened.LeaveAsync(DeathTopic, death, limit.Token);
        }
    }

    private async Task ReadAsync(FleetConnection opened, CancellationTokenSource ended)
    {
        try
        {
            Action onSignOfLife = () => Volatile.Write(ref heardAt, ground.Time.GetTimestamp());
            while (await opened.NextAsync(onSignOfLife, CancellationToken.None) is { } message)
            {
                Take(message);
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private void Take(MqttPublishPacket message)
    {
        if (message.Topic == FleetGround.StateTopic)
        {
            TakeState(message);
            return;
        }

        if (!PayloadCodec.TryDecode(message.Payload, out var command, out _))
        {
            ground.Meter.Strange();
            return;
        }

        foreach (var metric in command.Metrics)
        {
            if (metric is { Name: NodeMetrics.Rebirth, Value.IsTrue: true })
            {
                ground.Meter.AskedForRebirth();
                wantsBirth = true;
                Wake();
            }
            else if (metric.Name == RoostMetrics.Acked && metric.Value.TryGetUInt64(out var through))
            {
                Acknowledge(through);
            }
        }
    }

    // An "online" always counts, so that a host whose clock was set back is not taken for dead; a late will of a connection that the host has
    // replaced is older than its last "online" and does not.
    private void TakeState(MqttPublishPacket message)
    {
        if (!HostState.TryDecode(message.Payload, out var online, out var timestamp))
        {
            ground.Meter.Strange();
            return;
        }

        if (online)
        {
            hostOnlineSinceMilliseconds = timestamp;
            if (!hostIsOnline)
            {
                (bornAt, hostIsOnline, wantsBirth) = (0, true, true);
                Wake();
            }
        }
        else if (timestamp >= hostOnlineSinceMilliseconds)
        {
            (hostIsOnline, isBorn) = (false, false);
        }
    }

    private void Acknowledge(ulong through)
    {
        var now = ground.Time.GetTimestamp();
        lock (gate)
        {
            stored.Clear();
            switch (queue.Acknowledge(through, now, stored))
            {
                case AckMeaning.Progress:
                    foreach (var sentAt in stored)
                    {
                        ground.Meter.Acked(ground.Time.GetElapsedTime(sentAt, now));
                    }

                    break;

                case AckMeaning.Known:
                    ground.Meter.AckRepeated();
                    break;
                default:
                    ground.Meter.Strange();
                    break;
            }
        }

        Wake();
    }

    private async Task WriteAsync(FleetConnection opened, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, leaving.Token);
        try
        {
            while (true)
            {
                await wake.Reader.ReadAsync(either.Token);

                // A message that is begun is ended, also by an agent that leaves: half of one would spoil its last word.
                if (wantsPing)
                {
                    wantsPing = false;
                    await opened.PingAsync(ended);
                    Volatile.Write(ref spokeAt, ground.Time.GetTimestamp());
                }

                if (hostIsOnline && wantsBirth && (bornAt == 0 || ground.Time.GetElapsedTime(bornAt) >= BetweenBirths))
                {
                    await BearAsync(opened, ended);
                }

                while (isBorn && TryNext(out var batch))
                {
                    await SendAsync(opened, batch, ended);
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The connection has ended, or the agent leaves.
        }
    }

    private bool TryNext(out FleetBatch batch)
    {
        var now = ground.Time.GetTimestamp();
        lock (gate)
        {
            if (queue.TrySend(now, out batch))
            {
                return true;
            }

            if (!measuresByItself || !queue.HasRoom || !queue.TryAdd(nextCoop, ground.Now))
            {
                return false;
            }

            nextCoop = (nextCoop + 1) % coops.Length;
            ground.Meter.Measured();
            return queue.TrySend(now, out batch);
        }
    }

    private async Task BearAsync(FleetConnection opened, CancellationToken cancellationToken)
    {
        wantsBirth = false;
        ulong oldest;
        lock (gate)
        {
            // The host knows nothing of this agent: whatever it did not acknowledge goes again, as backlog.
            queue.SendAgain();
            (oldest, newsFrom) = (queue.Oldest, queue.Next);
        }

        sequence = 0;
        await opened.PublishAsync(
            new Topic(farm, MessageKind.NodeBirth, name).ToString(),
            FleetMessages.NodeBirth(birthDeathSequence, oldest, ground.Now, sequence++),
            cancellationToken);
        foreach (var coop in coops)
        {
            await opened.PublishAsync(
                new Topic(farm, MessageKind.DeviceBirth, name, coop.Name).ToString(),
                FleetMessages.CoopBirth(ground.Series, coop.FirstAlias, ground.Now, sequence++),
                cancellationToken);
        }

        var now = ground.Time.GetTimestamp();
        bornAt = now;
        Volatile.Write(ref spokeAt, now);
        isBorn = hostIsOnline;
    }

    private async Task SendAsync(FleetConnection opened, FleetBatch batch, CancellationToken cancellationToken)
    {
        var coop = coops[batch.Coop];
        await opened.PublishAsync(
            coop.DataTopic,
            FleetMessages.CoopData(ground.Series, coop.FirstAlias, coop.Number, batch, batch.Number < newsFrom, ground.Now, sequence++),
            cancellationToken);
        Volatile.Write(ref spokeAt, ground.Time.GetTimestamp());
        ground.Meter.Sent(batch.IsAgain);
    }

    private sealed record Coop(int Number, string DataTopic, string Name, ulong FirstAlias);
}
