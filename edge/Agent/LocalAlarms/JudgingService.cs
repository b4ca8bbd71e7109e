using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Edge.Configuration;
using Roost.Edge.Hosting;
using Roost.Edge.Spool;

namespace Roost.Edge.LocalAlarms;

/// <summary>
/// Judges every coop of the agent, on one task. Its state is on disk after every change of an alarm, and in between every ten seconds; what came
/// since lies in the spool. So after a crash it goes on where it was: nothing is forgotten, told twice or given another time.
/// </summary>
internal sealed partial class JudgingService(
    AgentConfiguration configuration,
    HouseAlarms house,
    DiskSpool spool,
    TimeProvider clock,
    MachineClock machine,
    ILogger<JudgingService> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, JudgedCoop> coops = new(StringComparer.Ordinal);
    private long checkpointedAt;
    private bool hasFailed;

    /// <summary>Returns when every coop stands where it stood before the agent was stopped, so that what follows finds the alarms as they are.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.Alarms is null)
        {
            LogOff();
            return Task.CompletedTask;
        }

        foreach (var rules in configuration.Coops.Select(coop => coop.Rules).OfType<CoopRules>())
        {
            var file = new CheckpointFile(Path.Combine(configuration.Spool.Directory, "alarms"), rules.Context.Coop);
            coops.Add(rules.Context.Coop, new(Restore(rules, file), file));
        }

        Replay();
        Show();
        checkpointedAt = machine.Time.GetTimestamp();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = machine.Time.CreateTimer(_ => house.Tick(), null, Tick, Tick);
        try
        {
            await foreach (var happened in house.Events.ReadAllAsync(stoppingToken))
            {
                Take(happened);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever reports readings has stopped before; what they left is judged still.
            while (house.Events.TryRead(out var happened))
            {
                Take(happened);
            }

            Checkpoint(coops.Values.Where(coop => coop.IsDirty));
        }
    }

    private void Take(HouseEvent happened)
    {
        try
        {
            switch (happened)
            {
                case ReadingsSpooled spooled when coops.TryGetValue(spooled.Coop, out var coop):
                    coop.IsDirty = true;
                    Tell(coop, coop.Watch.Take(spooled.Number, spooled.Readings, clock.GetUtcNow()));
                    break;

                case AlarmAcknowledged { Notice: var notice } when coops.TryGetValue(notice.Alarm.Coop, out var coop) && coop.Watch.Acknowledge(notice):
                    LogAcknowledged(notice.Alarm.ToString(), notice.By);
                    Show();
                    Checkpoint([coop]);
                    break;

                case HouseQuieted { Notice: var notice } when coops.TryGetValue(notice.Coop, out var coop) && coop.Watch.Quiet(notice):
                    LogQuieted(notice.Coop, coop.Watch.Use, notice.Shelved.Count);
                    Show();
                    Checkpoint([coop]);
                    break;

                case TimePassed:
                    PassTime();
                    if (!hasFailed)
                    {
                        house.Beat();
                    }

                    break;
            }
        }
#pragma warning disable CA1031 // The edge of a supervised loop: without a sign of life from here the siren sounds, and readings go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!hasFailed)
            {
                hasFailed = true;
                LogFailed(exception);
            }
        }
    }

    private void PassTime()
    {
        foreach (var coop in coops.Values)
        {
            Tell(coop, coop.Watch.AdvanceTo(clock.GetUtcNow()));
            if (coop.Watch.Unshelve(clock.GetUtcNow()))
            {
                Show();
            }
        }

        if (machine.Time.GetElapsedTime(checkpointedAt) >= BetweenCheckpoints)
        {
            checkpointedAt = machine.Time.GetTimestamp();
            Checkpoint(coops.Values.Where(coop => coop.IsDirty));
        }
    }

    private void Tell(JudgedCoop coop, IReadOnlyList<Revision> revisions)
    {
        if (revisions.Count == 0)
        {
            return;
        }

        Show(); // first the siren, then the disk
        Log(revisions);
        Checkpoint([coop]);
    }

    private void Show() => house.Show(
        [.. coops.Values.SelectMany(coop => coop.Watch.Open).OrderBy(alarm => alarm.Verdict.RaisedAt)],
        [.. coops.Values.Select(coop => new HouseInUse(coop.Watch.Coop, coop.Watch.Use)).Where(house => house.Use != HouseUse.Birds)]);

    private void Log(IReadOnlyList<Revision> revisions)
    {
        foreach (var (before, after) in revisions)
        {
            if (after is null)
            {
                LogWithdrawn(before!.Alarm.ToString());
            }
            else if (after.EndedAt is { } ended)
            {
                LogEnded(after.Alarm.ToString(), ended);
            }
            else if (before?.Alarm != after.Alarm)
            {
                LogRaised(after.Severity, after.Alarm.ToString(), after.Value, after.Limit);
            }
        }
    }

    private void Checkpoint(IEnumerable<JudgedCoop> which)
    {
        foreach (var coop in which)
        {
            try
            {
                coop.File.Write(coop.Watch.Save());
                coop.IsDirty = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Tried again with the next; until then a restart judges what the spool holds.
                LogNotSaved(coop.Watch.Coop, exception.Message);
            }
        }
    }

    /// <summary>A coop and where its state is kept.</summary>
    private sealed class JudgedCoop(CoopWatch watch, CheckpointFile file)
    {
        public CoopWatch Watch => watch;

        public CheckpointFile File => file;

        /// <summary>Whether it knows more than its file.</summary>
        public bool IsDirty { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody in the house will be told of danger: the configuration has no section \"alarms\"")]
    private partial void LogOff();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm ({Severity}) {Alarm}: {Value}, limit {Limit}")]
    private partial void LogRaised(Roost.Alarms.AlarmSeverity severity, string alarm, double? value, double? limit);

    [LoggerMessage(Level = LogLevel.Information, Message = "The alarm {Alarm} is over since {EndedAt:O}")]
    private partial void LogEnded(string alarm, DateTimeOffset endedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "The alarm {Alarm} is withdrawn: later readings show that it was none")]
    private partial void LogWithdrawn(string alarm);

    [LoggerMessage(Level = LogLevel.Information, Message = "The alarm {Alarm} was acknowledged by {By}")]
    private partial void LogAcknowledged(string alarm, string by);

    [LoggerMessage(Level = LogLevel.Information, Message = "People said that the coop {Coop} is used for {Use} and that {Shelved} of its alarms are shelved")]
    private partial void LogQuieted(string coop, HouseUse use, int shelved);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Judging the houses' readings failed; the siren sounds until the agent is restarted or somebody acknowledges")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The state of coop {Coop}'s alarms can't be saved: {Reason}")]
    private partial void LogNotSaved(string coop, string reason);
}
