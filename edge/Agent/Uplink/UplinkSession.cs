using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;
using Roost.Domain.Clocks;
using Roost.Edge.ChainTests;
using Roost.Edge.Configuration;
using Roost.Edge.LocalAlarms;
using Roost.Edge.Signals;
using Roost.Edge.Spool;
using Roost.Sparkplug;

namespace Roost.Edge.Uplink;

/// <summary>
/// What happens on one connection: births while the host is there, live batches at once, backlog below them, acknowledgements to the
/// spool. One task does all of it, woken by what comes in, by the spool, by pictures and by a tick.
/// </summary>
internal sealed partial class UplinkSession(
    AgentConfiguration configuration,
    BrokerConnection connection,
    byte birthDeathSequence,
    SendWindow window,
    DiskSpool spool,
    SeriesRegister register,
    PreviewOutbox previews,
    HouseAlarms alarms,
    ChainTestInput chainTests,
    OncePerMinute ignored,
    TimeProvider clock,
    TimeProvider machineClock,
    ILogger<UplinkWorker> logger) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly HostPresence host = new();
    private readonly HashSet<ulong> bornAliases = [];
    private readonly HashSet<string> bornCoops = new(StringComparer.Ordinal);
    private SpoolReader? reader;
    private byte sequence;
    private bool isBorn;
    private bool wantsRebirth;
    private DateTimeOffset? bornAt;

    /// <summary>Runs until the connection ends or the agent stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        spool.Grew += connection.Wake;
        previews.Open(connection.Wake);
        using var tick = machineClock.CreateTimer(_ => connection.Wake(), null, Tick, Tick);
        try
        {
            while (connection.IsOpen)
            {
                while (connection.TryReceive() is { } received)
                {
                    Take(received);
                }

                await SendAsync(cancellationToken);
                await connection.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            spool.Grew -= connection.Wake;
            previews.Close();
        }
    }

    /// <summary>Says that the agent goes, and closes the connection. What is unacknowledged stays in the spool.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (isBorn)
        {
            var death = MessageWriter.NodeDeath(birthDeathSequence, clock.GetUtcNow());
            await PublishAsync(MessageKind.NodeDeath, null, death, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        }

        await connection.CloseAsync(cancellationToken);
    }

    public void Dispose() => reader?.Dispose();

    private void Take(UplinkEvent received)
    {
        switch (received)
        {
            case HostStateReceived state:
                var wasOnline = host.IsOnline;
                host.Take(state.Online, state.TimestampMilliseconds);
                if (host.IsOnline != wasOnline)
                {
                    LogHost(host.IsOnline ? "online" : "offline");
                    isBorn &= host.IsOnline;
                    wantsRebirth |= host.IsOnline;
                    bornAt = null;
                }

                break;

            case CommandReceived { Command: var command }:
                wantsRebirth |= command.Rebirth;
                if (command.AckedThrough is { } through)
                {
                    Acknowledge(through);
                }

                foreach (var acknowledged in command.Acknowledged ?? [])
                {
                    alarms.Acknowledge(acknowledged);
                }

                foreach (var house in command.Houses ?? [])
                {
                    alarms.Quiet(house);
                }

                if (command.ChainTest is { } test)
                {
                    chainTests.Take(test);
                }

                break;

            case GarbageReceived garbage:
                Ignore($"A message on {garbage.Topic}", garbage.Problem);
                break;
        }
    }

    private void Acknowledge(ulong through)
    {
        if (window.TryAcknowledge(through, machineClock.GetUtcNow()))
        {
            spool.Acknowledge(through);
        }
        else
        {
            Ignore($"An acknowledgement through batch {through}", "No such batch was ever sent.");
        }
    }

    private void Ignore(string what, string problem)
    {
        AgentMeter.CommandsIgnored.Add(1);
        if (ignored.IsDue(out var leftOut))
        {
            LogIgnored(what, problem, leftOut);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var now = machineClock.GetUtcNow();
        if (host.IsOnline && wantsRebirth && (bornAt is null || now - bornAt >= Tick))
        {
            // The host asks because it knows nothing of this agent: whatever it did not acknowledge goes again.
            SendAgain();
            await BearAsync(cancellationToken);
        }
        else if (isBorn && spool.OldestOrNext > Math.Max(window.Floor, 1))
        {
            // A hole that no acknowledgement can pass: numbers that were given up, unreadable, or skipped by a restart.
            await BearAsync(cancellationToken);
        }
        else if (isBorn && window.IsOverdue(now))
        {
            LogOverdue(SendWindow.AckTimeout.TotalSeconds);
            SendAgain();
        }

        // First this, then the live channel: whatever is durable up to here and live is in that channel.
        var through = spool.DurableThrough;
        while (spool.Live.TryRead(out var batch))
        {
            // Without a host it waits on disk; and the reader may have been faster.
            if (isBorn && batch.Number >= reader!.Next)
            {
                await SendAsync(batch, historical: false, cancellationToken);
                window.SentLive(batch.Number, now);
            }
        }

        if (isBorn)
        {
            await SendBacklogAsync(through, now, cancellationToken);
        }

        while (previews.TryTake() is { } picture)
        {
            await connection.PublishAsync(picture.Topic.ToString(), picture.Jpeg, MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
        }
    }

    private async Task SendBacklogAsync(ulong through, DateTimeOffset now, CancellationToken cancellationToken)
    {
        reader!.Skip(spool.AckedThrough);
        while (window.HasRoom)
        {
            while (window.WentLive(reader.Next))
            {
                reader.Skip(reader.Next);
            }

            if (!reader.TryRead(through, out var batch))
            {
                return;
            }

            if (!window.WentLive(batch.Number))
            {
                await SendAsync(batch, historical: true, cancellationToken);
                window.SentBacklog(batch.Number, now);
            }
        }
    }

    private void SendAgain()
    {
        // What waits here from before a connection is no news any more either.
        while (spool.Live.TryRead(out _))
        {
        }

        window.SendAgain();
        reader?.Dispose();
        reader = new(spool, spool.AckedThrough + 1);
    }

    private async Task BearAsync(CancellationToken cancellationToken)
    {
        sequence = 0;
        bornAliases.Clear();
        bornCoops.Clear();
        var oldest = spool.OldestOrNext;
        var birth = MessageWriter.NodeBirth(birthDeathSequence, oldest, clock.GetUtcNow(), sequence++);
        await PublishAsync(MessageKind.NodeBirth, null, birth, MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
        foreach (var coop in register.Coops)
        {
            await BearAsync(coop, cancellationToken);
        }

        window.Announce(oldest);
        (isBorn, wantsRebirth, bornAt) = (true, false, machineClock.GetUtcNow());
    }

    private async Task BearAsync(string coop, CancellationToken cancellationToken)
    {
        var series = register.SeriesOf(coop);
        var birth = MessageWriter.DeviceBirth(series, clock.GetUtcNow(), sequence++);
        await PublishAsync(MessageKind.DeviceBirth, coop, birth, MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
        bornCoops.Add(coop);
        bornAliases.UnionWith(series.Select(each => each.Alias));
    }

    private async Task SendAsync(SpooledBatch batch, bool historical, CancellationToken cancellationToken)
    {
        var aliases = new ulong[batch.Readings.Count];
        for (var index = 0; index < aliases.Length; index++)
        {
            aliases[index] = register.AliasOf(batch.Coop, batch.Readings[index].Quantity, batch.Readings[index].Place);
        }

        // A log or an older configuration may bring series that no birth told of yet.
        if (!bornCoops.Contains(batch.Coop) || !bornAliases.IsSupersetOf(aliases))
        {
            await BearAsync(batch.Coop, cancellationToken);
        }

        var data = MessageWriter.DeviceData(batch, historical, clock.GetUtcNow(), sequence++, aliases);
        await PublishAsync(MessageKind.DeviceData, batch.Coop, data, MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
    }

    private Task PublishAsync(MessageKind kind, string? coop, Payload payload, MqttQualityOfServiceLevel quality, CancellationToken cancellationToken) =>
        connection.PublishAsync(
            new Topic(configuration.Farm, kind, configuration.Agent, coop).ToString(),
            PayloadCodec.Encode(payload),
            quality,
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "The cloud is {State}")]
    private partial void LogHost(string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} is ignored: {Problem} ({LeftOut} more since this was last told.)")]
    private partial void LogIgnored(string what, string problem, long leftOut);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cloud has acknowledged nothing for {Seconds} s; what it has not is sent again")]
    private partial void LogOverdue(double seconds);
}
