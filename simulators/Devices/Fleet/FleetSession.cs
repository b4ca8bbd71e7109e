using System.Threading.Channels;
using MQTTnet.Packets;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Fleet;

/// <summary>
/// One connection of an agent from its beginning to its end: births while the host is there, batches as the spool lets them go,
/// acknowledgements back to the spool. One task reads, one writes, woken by what comes in and by whoever measures.
/// </summary>
internal sealed class FleetSession(
    FleetGround ground, FleetIdentity identity, FleetSpool spool, FleetConnection connection, byte birthDeathSequence, Channel<bool> wake)
{
    private static readonly TimeSpan BetweenBirths = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceLimit = FleetConnection.KeepAlive * 2;
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(3);

    private volatile bool hostIsOnline;
    private volatile bool wantsBirth;
    private volatile bool isBorn;
    private volatile bool wantsPing;
    private volatile bool silent;
    private long hostOnlineSinceMilliseconds;
    private long heardAt = ground.Time.GetTimestamp();
    private long spokeAt = ground.Time.GetTimestamp();
    private long bornAt;
    private byte sequence;

    /// <summary>Whether its births are out.</summary>
    public bool IsBorn => isBorn;

    /// <summary>Runs until the connection ends or the agent leaves; returns why it ended.</summary>
    /// <param name="death">The last word of an agent that leaves in order.</param>
    /// <param name="leaving">Cancelled when the agent leaves.</param>
    public async Task<string> RunAsync(byte[] death, CancellationToken leaving)
    {
        using var ended = new CancellationTokenSource();
#pragma warning disable CA2025 // It is awaited below, before either is gone; the connection is closed first since nothing else ends a read.
        var reading = ReadAsync(ended);
#pragma warning restore CA2025
        try
        {
            await WriteAsync(ended.Token, leaving);
            if (leaving.IsCancellationRequested)
            {
                using var limit = new CancellationTokenSource(FarewellLimit, ground.Time);
                await connection.LeaveAsync(identity.DeathTopic, death, limit.Token);
            }

            return silent ? "The broker was silent for too long." : "The broker ended the connection.";
        }
        finally
        {
            (isBorn, hostIsOnline, wantsBirth) = (false, false, false);
            connection.Dispose();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Called every second or so: ends a connection on which nothing is heard, and keeps the others alive.</summary>
    public void Watch(long now)
    {
        if (ground.Time.GetElapsedTime(Volatile.Read(ref heardAt), now) >= SilenceLimit)
        {
            silent = true;
            connection.Dispose();
        }

        wantsPing |= ground.Time.GetElapsedTime(Volatile.Read(ref spokeAt), now) >= FleetConnection.KeepAlive;
    }

    /// <summary>Cuts the connection, in the middle of whatever it does.</summary>
    public void Cut() => connection.Dispose();

    private async Task ReadAsync(CancellationTokenSource ended)
    {
        try
        {
            Action onSignOfLife = () => Volatile.Write(ref heardAt, ground.Time.GetTimestamp());
            while (await connection.NextAsync(onSignOfLife, CancellationToken.None) is { } message)
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
                spool.Acknowledge(through);
                Wake();
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

    private void Wake() => wake.Writer.TryWrite(true);

    private async Task WriteAsync(CancellationToken ended, CancellationToken leaving)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, leaving);
        try
        {
            while (true)
            {
                await wake.Reader.ReadAsync(either.Token);

                // A message that is begun is ended, also by an agent that leaves: half of one would spoil its last word.
                if (wantsPing)
                {
                    wantsPing = false;
                    await connection.PingAsync(ended);
                    Volatile.Write(ref spokeAt, ground.Time.GetTimestamp());
                }

                if (hostIsOnline && wantsBirth && (bornAt == 0 || ground.Time.GetElapsedTime(bornAt) >= BetweenBirths))
                {
                    await BearAsync(ended);
                }

                while (isBorn && spool.TryNext(out var batch, out var historical))
                {
                    await SendAsync(batch, historical, ended);
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The connection has ended, or the agent leaves.
        }
    }

    private async Task BearAsync(CancellationToken cancellationToken)
    {
        wantsBirth = false;
        var oldest = spool.BeginAnew();
        sequence = 0;
        await connection.PublishAsync(
            identity.BirthTopic, FleetMessages.NodeBirth(birthDeathSequence, oldest, ground.Now, sequence++), cancellationToken);
        foreach (var coop in identity.Coops)
        {
            await connection.PublishAsync(
                identity.BirthTopicOf(coop), FleetMessages.CoopBirth(ground.Series, coop.FirstAlias, ground.Now, sequence++), cancellationToken);
        }

        var now = ground.Time.GetTimestamp();
        bornAt = now;
        Volatile.Write(ref spokeAt, now);
        isBorn = hostIsOnline;
    }

    private async Task SendAsync(FleetBatch batch, bool historical, CancellationToken cancellationToken)
    {
        var coop = identity.Coops[batch.Coop];
        await connection.PublishAsync(
            coop.DataTopic,
            FleetMessages.CoopData(ground.Series, coop.FirstAlias, coop.Number, batch, historical, ground.Now, sequence++),
            cancellationToken);
        Volatile.Write(ref spokeAt, ground.Time.GetTimestamp());
        ground.Meter.Sent(batch.IsAgain);
    }
}
