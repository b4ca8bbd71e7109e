using System.Diagnostics.CodeAnalysis;

namespace Roost.Sparkplug;

/// <summary>What a Sparkplug message is about.</summary>
public enum MessageKind
{
    /// <summary>NBIRTH.</summary>
    NodeBirth = 1,

    /// <summary>NDATA.</summary>
    NodeData,

    /// <summary>NDEATH.</summary>
    NodeDeath,

    /// <summary>NCMD.</summary>
    NodeCommand,

    /// <summary>DBIRTH.</summary>
    DeviceBirth,

    /// <summary>DDATA.</summary>
    DeviceData,

    /// <summary>DDEATH.</summary>
    DeviceDeath,

    /// <summary>DCMD.</summary>
    DeviceCommand,
}

/// <summary>A Sparkplug B topic: <c>spBv1.0/{group}/{message}/{node}[/{device}]</c>.</summary>
public readonly record struct Topic(string Group, MessageKind Kind, string Node, string? Device = null)
{
    /// <summary>First part of every topic.</summary>
    public const string Namespace = "spBv1.0";

    /// <summary>Reads a topic; where it is none, <paramref name="problem"/> says why in one sentence without quoting it.</summary>
    public static bool TryParse(string text, out Topic topic, [NotNullWhen(false)] out string? problem)
    {
        topic = default;
        var parts = text.Split('/');
        if (parts.Length is < 4 or > 5 || parts[0] != Namespace)
        {
            problem = "The topic is not of the form spBv1.0/GROUP/MESSAGE/NODE[/DEVICE].";
            return false;
        }

        if (Kind(parts[2]) is not { } kind)
        {
            problem = "The topic's message type is none of Sparkplug B's.";
            return false;
        }

        if (kind >= MessageKind.DeviceBirth != (parts.Length == 5))
        {
            problem = "The topic names a device where its message type has none, or lacks one.";
            return false;
        }

        for (var index = 1; index < parts.Length; index++)
        {
            if (parts[index].Length == 0)
            {
                problem = "A part of the topic is empty.";
                return false;
            }
        }

        topic = new Topic(parts[1], kind, parts[3], parts.Length == 5 ? parts[4] : null);
        problem = null;
        return true;

        static MessageKind? Kind(string word) => word switch
        {
            "NBIRTH" => MessageKind.NodeBirth,
            "NDATA" => MessageKind.NodeData,
            "NDEATH" => MessageKind.NodeDeath,
            "NCMD" => MessageKind.NodeCommand,
            "DBIRTH" => MessageKind.DeviceBirth,
            "DDATA" => MessageKind.DeviceData,
            "DDEATH" => MessageKind.DeviceDeath,
            "DCMD" => MessageKind.DeviceCommand,
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var word = Kind switch
        {
            MessageKind.NodeBirth => "NBIRTH",
            MessageKind.NodeData => "NDATA",
            MessageKind.NodeDeath => "NDEATH",
            MessageKind.NodeCommand => "NCMD",
            MessageKind.DeviceBirth => "DBIRTH",
            MessageKind.DeviceData => "DDATA",
            MessageKind.DeviceDeath => "DDEATH",
            MessageKind.DeviceCommand => "DCMD",
            _ => "?",
        };
        return Device is null ? $"{Namespace}/{Group}/{word}/{Node}" : $"{Namespace}/{Group}/{word}/{Node}/{Device}";
    }
}
