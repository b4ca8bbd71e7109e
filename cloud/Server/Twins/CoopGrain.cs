using Roost.Alarms.Evaluation;
using Roost.Cloud.Alarms.Judging;
using Roost.Cloud.Alarms.Neighbours;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Live;
using Roost.Cloud.Store;

namespace Roost.Cloud.Twins;

/// <summary>
/// The shell around <see cref="CoopState"/> and <see cref="CoopAlarms"/>: restores the one from the store, sends its deltas at most twice a second
/// of real time, and gives the other readings and time.
/// </summary>
internal sealed class CoopGrain(
    ITelemetryStore store, FarmDirectory directory, FarmClock clock, LiveFeed feed, CoopAlarms alarms, TimeProvider time) : Grain, ICoopGrain
{
    private static readonly TimeSpan BetweenDeltas = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AlarmTick = TimeSpan.FromSeconds(1);

    private string farm = "";
    private CoopState state = null!;
    private IGrainTimer? flush;
    private long lastDelta;
    private bool flushIsDue;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (farm, var coop) = CoopKey.Parts(this.GetPrimaryKeyString());

        // Two deltas a second at most: milliseconds since 1970 outrun every number given before.
        state = new CoopState(farm, coop, time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var reading in await store.LatestAsync(farm, coop, cancellationToken))
        {
            state.Take(reading);
        }

        lastDelta = time.GetTimestamp() - time.TimestampFrequency;
        flush = this.RegisterGrainTimer(
            static (grain, _) => grain.FlushAsync(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        alarms.Begin(farm, coop);
        this.RegisterGrainTimer(
            static (grain, cancellation) => grain.TickAlarmsAsync(cancellation), this, new GrainTimerCreationOptions(TimeSpan.Zero, AlarmTick));
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await alarms.SaveAsync(cancellationToken);

    public async ValueTask TakeAsync(CoopReadings readings)
    {
        foreach (ref readonly var reading in readings.Readings.AsSpan())
        {
            state.Take(reading);
        }

        await Tell();
        await alarms.TakeAsync(readings.Readings, CancellationToken.None);
    }

    public ValueTask BearAsync(CoopBirth birth)
    {
        state.Bear(birth);
        alarms.SetOnline(state.Online);
        return Tell();
    }

    public ValueTask LoseAsync(string agent, DateTimeOffset at)
    {
        state.Lose(agent, at);
        alarms.SetOnline(state.Online);
        return Tell();
    }

    public ValueTask ShowAsync(PreviewStamp preview)
    {
        state.Show(preview);
        return Tell();
    }

    public ValueTask ReloadAsync()
    {
        alarms.Reload();
        return ValueTask.CompletedTask;
    }

    public ValueTask<Neighbour?> AsNeighbourAsync() => new(alarms.AsNeighbour(state.Agent, state.Latest, clock.Now));

    public ValueTask<CoopSnapshot> SnapshotAsync() => new(state.Snapshot(clock.Now, clock.Speed, directory.TimeZoneOf(farm)));

    // At once when the last delta is long enough ago, so that a single change is on the screen without delay; else by the timer.
    private ValueTask Tell()
    {
        if (!state.HasNews || flushIsDue)
        {
            return ValueTask.CompletedTask;
        }

        var wait = BetweenDeltas - time.GetElapsedTime(lastDelta);
        if (wait <= TimeSpan.Zero)
        {
            Send();
        }
        else
        {
            flushIsDue = true;
            flush!.Change(wait, Timeout.InfiniteTimeSpan);
        }

        return ValueTask.CompletedTask;
    }

    private async Task TickAlarmsAsync(CancellationToken cancellationToken)
    {
        await alarms.TickAsync(cancellationToken);
        state.TakeOutOfUse(alarms.UseAt(clock.Now) is { Use: not HouseUse.Birds } use ? new(use.Use, use.From) : null);
        await Tell();
    }

    private Task FlushAsync()
    {
        flushIsDue = false;
        if (state.HasNews)
        {
            Send();
        }

        return Task.CompletedTask;
    }

    private void Send()
    {
        lastDelta = time.GetTimestamp();
        feed.Send(state.NextDelta(clock.Now));
    }
}
