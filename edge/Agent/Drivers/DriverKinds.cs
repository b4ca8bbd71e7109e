using Roost.Configuration;
using Roost.Edge.Drivers.ControllerLog;

namespace Roost.Edge.Drivers;

/// <summary>A kind of device that the configuration can name.</summary>
/// <param name="Name">The word after <c>driver:</c>.</param>
/// <param name="Read">Reads such a device's section for a coop; mistakes go to the section.</param>
internal sealed record DriverKind(string Name, Func<YamlSection, string, DeviceOptions> Read);

/// <summary>Every kind of device that this agent can read. A new driver is one more line here.</summary>
internal static class DriverKinds
{
    /// <summary>The rule for <c>driver:</c>.</summary>
    public static ScalarRule<DriverKind> Rule { get; } = ScalarRules.OneOf(
        Named("modbus-tcp", ModbusTcpSection.Read),
        Named("controller-log", ControllerLogSection.Read));

    private static (string Word, DriverKind Kind) Named(string name, Func<YamlSection, string, DeviceOptions> read) => (name, new(name, read));
}
