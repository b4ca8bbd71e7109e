using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>What a metric is to Roost; decided once, at its birth.</summary>
internal enum MetricRole
{
    /// <summary>A reading of a series.</summary>
    Series = 1,

    /// <summary>The batch number of a data message.</summary>
    Batch,

    /// <summary>The oldest batch that an agent holds: only a Roost agent has it.</summary>
    OldestBatch,

    /// <summary>That somebody in the house acknowledged an alarm.</summary>
    Acknowledged,

    /// <summary>The node's own affairs, of which the specification speaks.</summary>
    NodeControl,

    /// <summary>Nothing that Roost knows.</summary>
    Unknown,
}

/// <summary>What the host keeps of a metric between its birth and its data.</summary>
internal sealed record KnownMetric(MetricRole Role, string? Device, Quantity Quantity, string Place, double? PeriodSeconds)
{
    // Beyond these a promise is none: no sensor is read more often, none is useful more rarely.
    private const double ShortestPeriodSeconds = 0.001;
    private const double LongestPeriodSeconds = 7 * 24 * 3600;

    /// <summary>Decides what a metric is, from its name and birth.</summary>
    public static KnownMetric Of(string? device, string name, Metric birth)
    {
        var role = name switch
        {
            RoostMetrics.Batch => MetricRole.Batch,
            RoostMetrics.OldestBatch => MetricRole.OldestBatch,
            RoostMetrics.Acknowledged => MetricRole.Acknowledged,
            NodeMetrics.BirthDeathSequence or NodeMetrics.Rebirth => MetricRole.NodeControl,
            _ when name.StartsWith("Node Control/", StringComparison.Ordinal) => MetricRole.NodeControl,
            _ when name.StartsWith("Device Control/", StringComparison.Ordinal) => MetricRole.NodeControl,
            _ => MetricRole.Unknown,
        };
        if (role != MetricRole.Unknown || !MetricName.TryParse(name, out var quantity, out var place))
        {
            return new(role, device, default, "", null);
        }

        double? period = birth.Property(RoostMetrics.PeriodProperty) is { } property && property.TryGetDouble(out var seconds)
            && seconds is >= ShortestPeriodSeconds and <= LongestPeriodSeconds ? seconds : null;
        return new(MetricRole.Series, device, quantity, place, period);
    }
}
