using Roost.Sparkplug;

namespace Roost.Simulators.Fleet;

/// <summary>Who an agent of a fleet is on the wire: its topics and its coops.</summary>
internal sealed class FleetIdentity(string farm, string name, IReadOnlyList<(int Number, string Name)> coops, int seriesOfCoop)
{
    public string ClientId => $"roost-{farm}-{name}";

    public string BirthTopic => new Topic(farm, MessageKind.NodeBirth, name).ToString();

    public string DeathTopic => new Topic(farm, MessageKind.NodeDeath, name).ToString();

    public string CommandTopic => new Topic(farm, MessageKind.NodeCommand, name).ToString();

    /// <summary>Its coops; a batch names one by its index here.</summary>
    public IReadOnlyList<FleetCoop> Coops { get; } =
    [
        .. coops.Select((coop, index) => new FleetCoop(
            coop.Number, coop.Name, new Topic(farm, MessageKind.DeviceData, name, coop.Name).ToString(), (ulong)(index * seriesOfCoop))),
    ];

    public string BirthTopicOf(FleetCoop coop) => new Topic(farm, MessageKind.DeviceBirth, name, coop.Name).ToString();
}

/// <summary>A coop of an agent.</summary>
/// <param name="Number">Its number in the fleet.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="DataTopic">Where its batches go.</param>
/// <param name="FirstAlias">The alias of its first series: aliases are the node's, so each coop has its own range of them.</param>
internal sealed record FleetCoop(int Number, string Name, string DataTopic, ulong FirstAlias);
