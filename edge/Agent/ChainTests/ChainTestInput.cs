using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Signals;
using Roost.Edge.Spool;

namespace Roost.Edge.ChainTests;

/// <summary>
/// Puts a test of the alarm chain in where every sample comes in, as a reading of each coop: what the cloud then hears has gone the whole way of an
/// alarm, through the house's own judging, the spool and the store.
/// </summary>
internal sealed class ChainTestInput(AgentConfiguration configuration, Reporter reporter, TimeProvider clock) : BackgroundService
{
    // The cloud asks again until it has heard; a test that is overtaken by the next needs no answer.
    private readonly Channel<ulong> tests = Channel.CreateBounded<ulong>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>The series; the place is the agent. A farm tests its chain once a month at the least.</summary>
    public static SeriesDefinition SeriesOf(string agent) => new(Quantity.ChainTest, agent, Deadband: 0, TimeSpan.FromDays(31));

    /// <summary>A test has come; it is reported soon.</summary>
    public void Take(ulong number) => tests.Writer.TryWrite(number);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var number in tests.Reader.ReadAllAsync(stoppingToken))
        {
            await ReportAsync(number, stoppingToken);
        }
    }

    private async Task ReportAsync(ulong number, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        Reading reading = new(Quantity.ChainTest, configuration.Agent, now, number, Quality.Good);
        try
        {
            foreach (var coop in configuration.Coops)
            {
                await reporter.ReportAsync(coop.Coop, [reading], cancellationToken);
            }
        }
        catch (SpoolUnavailableException)
        {
            // The spool counts and logs what it could not take; the cloud asks again, or says that the chain is broken, as it is.
        }
    }
}
