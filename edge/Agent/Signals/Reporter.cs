using Roost.Domain.Readings;
using Roost.Edge.LocalAlarms;
using Roost.Edge.Spool;

namespace Roost.Edge.Signals;

/// <summary>The way from a sample to the spool. Thread-safe; one series is reported from one place only.</summary>
internal sealed class Reporter(DiskSpool spool, SeriesRegister register, HouseAlarms alarms)
{
    /// <summary>
    /// Reports those samples that are worth it, at once and in one batch. Returns when they are safe; only then they count as reported.
    /// </summary>
    /// <param name="next">When the next samples are due.</param>
    /// <exception cref="SpoolUnavailableException">The disk did not take them.</exception>
    public async ValueTask ReportChangesAsync(
        string coop,
        IReadOnlyList<Reading> samples,
        IReadOnlyList<SeriesDefinition> series,
        DateTimeOffset next,
        CancellationToken cancellationToken)
    {
        var readings = new List<Reading>(samples.Count);
        foreach (var sample in samples)
        {
            var definition = series.FirstOrDefault(each => each.Quantity == sample.Quantity && each.Place == sample.Place);
            if (definition is null
                || SignalRule.IsWorthReporting(register.LastOf(coop, sample.Quantity, sample.Place), sample, definition, next))
            {
                readings.Add(sample);
            }
        }

        await ReportAsync(coop, readings, cancellationToken);
    }

    /// <summary>Reports readings as they are, in one batch. Returns when they are safe.</summary>
    /// <exception cref="SpoolUnavailableException">The disk did not take them.</exception>
    public async ValueTask ReportAsync(string coop, IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        if (readings.Count > 0)
        {
            var number = await spool.AppendAsync(new(coop, BatchKind.Live, readings), cancellationToken);
            register.Remember(coop, readings);
            alarms.Take(coop, number, readings);
        }
    }
}
