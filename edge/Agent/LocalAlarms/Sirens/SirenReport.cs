using Microsoft.Extensions.Hosting;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Hosting;
using Roost.Edge.Signals;
using Roost.Edge.Spool;

namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>
/// Reports what the siren does as a reading of each coop that it is for, bad while it does not obey. On a task of its own: a full disk must not keep
/// a siren waiting.
/// </summary>
internal sealed class SirenReport(AgentConfiguration configuration, Reporter reporter, TimeProvider clock, MachineClock machine) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private Noted? noted;

    /// <summary>The series that it reports.</summary>
    public static SeriesDefinition Series { get; } = new(Quantity.Siren, "house", Deadband: 0, TimeSpan.FromMinutes(1));

    /// <summary>What the siren does.</summary>
    /// <param name="sounds">Whether it sounds, or should.</param>
    /// <param name="fault">Why it does not obey, a sentence; null when it does.</param>
    public void Note(bool sounds, string? fault) => Volatile.Write(ref noted, new(sounds, fault));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, machine.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (Volatile.Read(ref noted) is { } now)
                {
                    await ReportAsync(now, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task ReportAsync(Noted now, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var sample = now.Fault is null
            ? new Reading(Series.Quantity, Series.Place, at, now.Sounds ? 1 : 0, Quality.Good)
            : new Reading(Series.Quantity, Series.Place, at, null, Quality.Bad, now.Fault);
        foreach (var coop in configuration.Coops.Where(coop => coop.Rules is not null))
        {
            try
            {
                await reporter.ReportChangesAsync(coop.Coop, [sample], [Series], at + Look, cancellationToken);
            }
            catch (SpoolUnavailableException)
            {
                // The spool counts and logs what it could not take; the next look tries again.
            }
        }
    }

    private sealed record Noted(bool Sounds, string? Fault);
}
