using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>What the pump keeps of one edge node. Used by the pump alone.</summary>
internal sealed class Node(string farm, string name)
{
    /// <summary>The group: a farm.</summary>
    public string Farm { get; } = farm;

    /// <summary>The edge node: an agent.</summary>
    public string Name { get; } = name;

    /// <summary>Its births, aliases and sequence.</summary>
    public NodeSession<KnownMetric> Session { get; } = new(KnownMetric.Of);

    /// <summary>Whether it is a Roost agent, whose birth values also travel in batches.</summary>
    public bool IsRoostAgent { get; set; }

    /// <summary>Coops that were born before the last node birth and not since, and when that birth was, in ticks of the time provider.</summary>
    public (HashSet<string> Coops, long Since)? Unconfirmed { get; set; }

    /// <summary>When a rebirth was last asked for, in ticks of the time provider.</summary>
    public long? RebirthAskedAt { get; set; }
}

/// <summary>The nodes that were heard of. Bounded: when it is full, nodes without a known birth make room. Used by the pump alone.</summary>
internal sealed class NodeTable
{
    // As many as there may be coops (FarmDirectory): a large service has an agent in every one.
    private const int Most = 20_000;

    private readonly Dictionary<(string Farm, string Name), Node> nodes = [];

    /// <summary>Finds or makes a node; null when there is no room for another.</summary>
    public Node? Find(string farm, string name)
    {
        if (nodes.TryGetValue((farm, name), out var node))
        {
            return node;
        }

        if (nodes.Count >= Most)
        {
            foreach (var (key, known) in nodes)
            {
                if (!known.Session.IsBorn)
                {
                    nodes.Remove(key);
                }
            }

            if (nodes.Count >= Most)
            {
                return null;
            }
        }

        return nodes[(farm, name)] = new Node(farm, name);
    }
}
