using System.Threading.Channels;
using MQTTnet.Exceptions;

namespace Roost.Simulators.Fleet;

/// <summary>
/// One agent as the cloud sees it: births while the host is there, numbered batches, a bounded window, and what is not acknowledged again
/// after a reconnect, a rebirth or a standstill. This is its life over many connections; <see cref="FleetSession"/> is one of them.
/// </summary>
internal sealed class FleetAgent(FleetGround ground, string farm, string name, IReadOnlyList<(int Number, string Name)> coops) : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly FleetIdentity identity = new(farm, name, coops, ground.Series.Count);
    private readonly FleetSpool spool = new(ground, coops.Count);
    private readonly CancellationTokenSource leaving = new();

    // One waiting signal says as much as many.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile FleetSession? session;
    private byte birthDeathSequence = byte.MaxValue;

    /// <summary>How many coops it has.</summary>
    public int Coops => identity.Coops.Count;

    /// <summary>Whether its births are out on a connection that stands.</summary>
    public bool IsBorn => session is { IsBorn: true };

    /// <summary>A coop measures: its batch is sent as soon as connection, host and window allow.</summary>
    public void Measure(int coop, long takenAtMilliseconds)
    {
        if (spool.TryMeasure(coop, takenAtMilliseconds))
        {
            Wake();
        }
    }

    /// <summary>From now on its coops measure in turn, whenever the window lets a batch go; or no more.</summary>
    public void MeasureByItself(bool on)
    {
        spool.MeasureByItself(on);
        Wake();
    }

    /// <summary>Called every second or so: notices silence and standstill.</summary>
    public void Watch()
    {
        var now = ground.Time.GetTimestamp();
        spool.WatchForStandstill(now);
        session?.Watch(now);
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
    public void Cut() => session?.Cut();

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
            ground.Broker, identity.ClientId, identity.DeathTopic, death, identity.CommandTopic, FleetGround.StateTopic, either.Token);
        ground.Meter.Connected();
        var begun = new FleetSession(ground, identity, spool, opened, birthDeathSequence, wake);
        session = begun;
        try
        {
            return await begun.RunAsync(death, leaving.Token);
        }
        finally
        {
            session = null;
            ground.Meter.Disconnected();
        }
    }
}
