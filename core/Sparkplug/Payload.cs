namespace Roost.Sparkplug;

/// <summary>A named value that describes a metric: its unit, its quality.</summary>
public readonly record struct MetricProperty(string Name, MetricValue Value);

/// <summary>One value of a Sparkplug message.</summary>
/// <param name="Name">Name; required in births, left out where an alias stands for it.</param>
/// <param name="Alias">The number that a birth gave this name.</param>
/// <param name="TimestampMilliseconds">When it was measured, milliseconds since 1970 UTC; null where the payload's time holds.</param>
/// <param name="Value">The value.</param>
/// <param name="IsHistorical">Whether this is backlog, not news: it must not replace a live value.</param>
/// <param name="Properties">What describes it; null for none.</param>
public readonly record struct Metric(
    string? Name,
    ulong? Alias,
    long? TimestampMilliseconds,
    MetricValue Value,
    bool IsHistorical = false,
    IReadOnlyList<MetricProperty>? Properties = null)
{
    /// <summary>The property of a name, or null.</summary>
    public MetricValue? Property(string name)
    {
        if (Properties is null)
        {
            return null;
        }

        for (var index = 0; index < Properties.Count; index++)
        {
            if (Properties[index].Name == name)
            {
                return Properties[index].Value;
            }
        }

        return null;
    }
}

/// <summary>A Sparkplug B message's content.</summary>
/// <param name="TimestampMilliseconds">When it was sent, milliseconds since 1970 UTC.</param>
/// <param name="Sequence">0 to 255, counting up over all births and data of a node; null in commands and node deaths.</param>
/// <param name="Metrics">The values.</param>
public sealed record Payload(long? TimestampMilliseconds, ulong? Sequence, IReadOnlyList<Metric> Metrics);
