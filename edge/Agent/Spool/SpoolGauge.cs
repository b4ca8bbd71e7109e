using Microsoft.Extensions.Hosting;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Signals;

namespace Roost.Edge.Spool;

/// <summary>Reports how full the spool is, once a minute, as a reading of each of the agent's coops.</summary>
internal sealed class SpoolGauge(AgentConfiguration configuration, DiskSpool spool, Reporter reporter, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>The series; the place is the agent.</summary>
    public static SeriesDefinition SeriesOf(string agent) => new(Quantity.SpoolUsed, agent, Deadband: 0, Every);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ReportAsync(stoppingToken);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        Reading used = new(Quantity.SpoolUsed, configuration.Agent, now, Math.Round(spool.UsedPercent, 2), Quality.Good);
        try
        {
            foreach (var coop in configuration.Coops)
            {
                await reporter.ReportAsync(coop.Coop, [used], cancellationToken);
            }
        }
        catch (SpoolUnavailableException)
        {
            // The spool counts and logs what it could not take; the next minute has another reading.
        }
    }
}
