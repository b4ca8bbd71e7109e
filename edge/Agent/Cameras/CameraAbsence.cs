using Roost.Domain.Readings;
using Roost.Edge.Signals;

namespace Roost.Edge.Cameras;

/// <summary>Says that a camera is away: at once when it goes or the reason changes, then at the series' own period.</summary>
internal sealed class CameraAbsence(SeriesDefinition series, TimeProvider clock, ICameraSink sink)
{
    private string? reason;
    private DateTimeOffset due;

    /// <summary>Whether the camera is away.</summary>
    public bool IsAway => reason is not null;

    /// <summary>The camera went away, or is still away for this reason.</summary>
    /// <returns>Whether that is news.</returns>
    public async ValueTask<bool> BeginAsync(string why, CancellationToken cancellationToken)
    {
        if (reason == why)
        {
            return false;
        }

        reason = why;
        await ReportAsync(cancellationToken);
        return true;
    }

    /// <summary>The camera is there again. True when it was away.</summary>
    public bool End()
    {
        var was = IsAway;
        reason = null;
        return was;
    }

    /// <summary>Waits for a task and keeps reporting meanwhile. The task's own failure is left to who awaits it.</summary>
    public async Task ReportUntilAsync(Task task, CancellationToken cancellationToken)
    {
        while (IsAway && !task.IsCompleted)
        {
            var wait = due - clock.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                await ReportAsync(cancellationToken);
                continue;
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(task, Task.Delay(wait, clock, enough.Token));
            await enough.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        due = now + series.ReportEvery;
        return sink.ReportAsync([new(series.Quantity, series.Place, ToMillisecond(now), null, Quality.Bad, reason)], cancellationToken);
    }

    private static DateTimeOffset ToMillisecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
