using Roost.Configuration;

namespace Roost.Edge.Drivers.ControllerLog;

/// <summary>Reads the configuration of a <c>controller-log</c> device.</summary>
internal static class ControllerLogSection
{
    public static DeviceOptions Read(YamlSection section, string coop) =>
        new LogDeviceOptions(new ControllerLogOptions(coop, section.RequiredPath("file")));
}
