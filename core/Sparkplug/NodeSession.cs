namespace Roost.Sparkplug;

/// <summary>What a host does with a message of an edge node.</summary>
public enum SessionVerdict
{
    /// <summary>In order; its metrics are resolved.</summary>
    Accepted = 1,

    /// <summary>A message before it is missing. Its metrics are resolved and good; a rebirth tells whether the node changed meanwhile.</summary>
    AcceptedAfterGap,

    /// <summary>The node or device has no known birth, so its aliases mean nothing: ask for a rebirth.</summary>
    Unborn,

    /// <summary>Not for a host, or a death of a connection that is already over.</summary>
    Ignored,
}

/// <summary>A metric and what the host keeps about it since its birth.</summary>
public readonly record struct ResolvedMetric<T>(T Known, Metric Metric);

/// <summary>
/// A host's view of one edge node: which of its devices are born, what its aliases stand for, whether a message is missing.
/// Not thread-safe: one node's messages come one after the other.
/// </summary>
/// <typeparam name="T">What the host keeps for each metric, made once at birth.</typeparam>
/// <param name="know">Makes it, from the device (null for the node's own metrics), the name and the birth.</param>
public sealed class NodeSession<T>(Func<string?, string, Metric, T> know)
{
    // A node may use names in data that no birth announced; so that it can't fill the memory, only so many are kept.
    private const int MaximumUnannouncedNames = 1_000;

    private readonly Dictionary<ulong, Born> byAlias = [];
    private readonly Dictionary<(string? Device, string Name), Born> byName = [];
    private readonly HashSet<string> devices = [];
    private ulong? birthDeathSequence;
    private ulong? lastSequence;
    private int unannouncedNames;

    /// <summary>Whether a node birth is known and no death followed.</summary>
    public bool IsBorn { get; private set; }

    /// <summary>The devices that are born.</summary>
    public IReadOnlyCollection<string> Devices => devices;

    /// <summary>Takes a message in; <paramref name="resolved"/> is cleared and receives its metrics with their names resolved.</summary>
    public SessionVerdict Receive(in Topic topic, Payload payload, List<ResolvedMetric<T>> resolved)
    {
        resolved.Clear();
        switch (topic.Kind)
        {
            case MessageKind.NodeBirth:
                Forget();
                IsBorn = true;
                birthDeathSequence = BirthDeathSequenceOf(payload);
                lastSequence = payload.Sequence;
                Bear(null, payload, resolved);
                return SessionVerdict.Accepted;

            case MessageKind.NodeDeath:
                // A will that arrives after the node has come back belongs to the connection before; one that doesn't say whose it is, to none.
                if (!IsBorn || (birthDeathSequence is not null && BirthDeathSequenceOf(payload) != birthDeathSequence))
                {
                    return SessionVerdict.Ignored;
                }

                Forget();
                return SessionVerdict.Accepted;

            case MessageKind.NodeCommand or MessageKind.DeviceCommand:
                return SessionVerdict.Ignored;
        }

        if (!IsBorn)
        {
            return SessionVerdict.Unborn;
        }

        var verdict = Count(payload.Sequence);
        switch (topic.Kind)
        {
            case MessageKind.DeviceBirth:
                devices.Add(topic.Device!);
                Bear(topic.Device, payload, resolved);
                return verdict;

            case MessageKind.DeviceDeath:
                devices.Remove(topic.Device!);
                return verdict;

            case MessageKind.DeviceData when !devices.Contains(topic.Device!):
                return SessionVerdict.Unborn;

            default:
                return Resolve(topic.Device, payload, resolved) ? verdict : SessionVerdict.Unborn;
        }
    }

    private static ulong? BirthDeathSequenceOf(Payload payload)
    {
        foreach (var metric in payload.Metrics)
        {
            if (metric.Name == NodeMetrics.BirthDeathSequence && metric.Value.TryGetUInt64(out var sequence))
            {
                return sequence;
            }
        }

        return null;
    }

    private void Forget()
    {
        IsBorn = false;
        byAlias.Clear();
        byName.Clear();
        devices.Clear();
        unannouncedNames = 0;
        lastSequence = null;
    }

    private SessionVerdict Count(ulong? sequence)
    {
        var verdict = sequence is null || lastSequence is null || sequence == (lastSequence + 1) % 256
            ? SessionVerdict.Accepted
            : SessionVerdict.AcceptedAfterGap;
        lastSequence = sequence ?? lastSequence;
        return verdict;
    }

    private void Bear(string? device, Payload payload, List<ResolvedMetric<T>> resolved)
    {
        foreach (var metric in payload.Metrics)
        {
            if (metric.Name is null)
            {
                continue;
            }

            var born = new Born(metric.Value.Type, know(device, metric.Name, metric));
            byName[(device, metric.Name)] = born;
            if (metric.Alias is { } alias)
            {
                byAlias[alias] = born;
            }

            resolved.Add(new(born.Known, metric));
        }
    }

    private bool Resolve(string? device, Payload payload, List<ResolvedMetric<T>> resolved)
    {
        for (var index = 0; index < payload.Metrics.Count; index++)
        {
            var metric = payload.Metrics[index];
            Born? born;
            if (metric.Name is { } name)
            {
                if (!byName.TryGetValue((device, name), out born))
                {
                    born = new Born(metric.Value.Type, know(device, name, metric));
                    if (unannouncedNames < MaximumUnannouncedNames)
                    {
                        unannouncedNames++;
                        byName[(device, name)] = born;
                    }
                }
            }
            else if (metric.Alias is not { } alias || !byAlias.TryGetValue(alias, out born))
            {
                resolved.Clear();
                return false;
            }

            resolved.Add(new(born.Known, metric with { Value = metric.Value.As(born.Type) }));
        }

        return true;
    }

    private sealed record Born(MetricType Type, T Known);
}
