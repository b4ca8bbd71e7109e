namespace Roost.Domain.Wire;

/// <summary>The topic of a camera's preview pictures: <c>roost/{farm}/{agent}/{coop}/camera/{camera}</c>, a binary JPEG at QoS 0.</summary>
public readonly record struct PreviewTopic(string Farm, string Agent, string Coop, string Camera)
{
    /// <summary>The filter that matches every preview.</summary>
    public const string Filter = "roost/+/+/+/camera/+";

    /// <summary>Reads a topic; false when its shape or one of its names is not valid.</summary>
    public static bool TryParse(string topic, out PreviewTopic preview)
    {
        var parts = topic.Split('/');
        if (parts is ["roost", var farm, var agent, var coop, "camera", var camera]
            && WireName.IsValid(farm) && WireName.IsValid(agent) && WireName.IsValid(coop) && WireName.IsValid(camera))
        {
            preview = new(farm, agent, coop, camera);
            return true;
        }

        preview = default;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => $"roost/{Farm}/{Agent}/{Coop}/camera/{Camera}";
}
