using Roost.Configuration;
using Roost.Edge.Cameras;
using Roost.Edge.Drivers;

namespace Roost.Edge.Configuration;

/// <summary>Reads the agent's YAML file. All mistakes are reported at once, each as one sentence with its YAML path.</summary>
internal static class ConfigurationReader
{
    /// <exception cref="SetupException">The file can't be read, or something in it is wrong.</exception>
    public static AgentConfiguration ReadFile(string file)
    {
        try
        {
            return Read(File.ReadAllText(file), Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SetupException($"--config: there is no file \"{file}\".");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SetupException($"--config: the file \"{file}\" can't be read: {exception.Message}");
        }
    }

    /// <summary>Reads a text; relative paths in it count from <paramref name="baseDirectory"/>.</summary>
    /// <exception cref="SetupException">Something in it is wrong.</exception>
    public static AgentConfiguration Read(string text, string baseDirectory)
    {
        var mistakes = new List<string>();
        var section = YamlSection.Parse(text, baseDirectory, mistakes, "The configuration", "farm, agent, broker, spool and coops");
        var alarms = section.OptionalSection("alarms") is { } given ? new AlarmSection(given) : null;
        var configuration = new AgentConfiguration(
            section.Required("farm", ScalarRules.Name),
            section.Required("agent", ScalarRules.Name),
            ReadBroker(section.Section("broker")),
            new(
                section.RequiredPath("spool"),
                section.Optional("spool-limit", ScalarRules.Size(SpoolOptions.MinimumLimitBytes), SpoolOptions.DefaultLimitBytes)),
            ReadCoops(section, alarms),
            alarms?.Options);
        section.RejectUnknownKeys();
        return mistakes.Count == 0 ? configuration : throw new SetupException(mistakes);
    }

    private static BrokerOptions ReadBroker(YamlSection? section)
    {
        if (section is null)
        {
            return new("", 0, null, null);
        }

        var broker = new BrokerOptions(
            section.Required("host", ScalarRules.Text),
            section.Optional("port", ScalarRules.Port, 1883),
            section.Optional<string?>("user", ScalarRules.Text!, null),
            section.Optional<string?>("password", ScalarRules.Text!, null));
        if (broker is { User: null, Password: not null })
        {
            section.Reject($"{section.At("password")} is given, but {section.At("user")} is missing.");
        }

        section.RejectUnknownKeys();
        return broker;
    }

    private static List<CoopOptions> ReadCoops(YamlSection section, AlarmSection? alarms)
    {
        var coops = new List<CoopOptions>();
        var pathByCoop = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in section.Sections("coops", required: true))
        {
            var coop = each.Required("coop", ScalarRules.Name);
            if (coop is not null && !pathByCoop.TryAdd(coop, each.At("coop")))
            {
                each.Reject($"{each.At("coop")} is \"{coop}\", but {pathByCoop[coop]} is that already; every coop must have its own name.");
            }

            coops.Add(ReadCoop(each, coop ?? "", alarms));
            each.RejectUnknownKeys();
        }

        return coops;
    }

    private static CoopOptions ReadCoop(YamlSection section, string coop, AlarmSection? alarms)
    {
        var uniqueness = new CoopUniqueness();
        var devices = new List<DeviceOptions>();
        var deviceSections = section.Sections("devices", required: false);
        foreach (var each in deviceSections)
        {
            if (each.Required("driver", DriverKinds.Rule) is { } kind)
            {
                var device = kind.Read(each, coop);
                uniqueness.Check(each, device);
                devices.Add(device);
                each.RejectUnknownKeys();
            }
        }

        var cameras = new List<CameraOptions>();
        var cameraSections = section.Sections("cameras", required: false);
        foreach (var each in cameraSections)
        {
            var camera = CameraSection.Read(each);
            uniqueness.Check(each, camera);
            cameras.Add(camera);
        }

        if (deviceSections.Count + cameraSections.Count == 0)
        {
            section.Reject($"{section.Path} has no devices and no cameras; it must have at least one of them.");
        }

        return new(coop, devices, cameras, AlarmSection.ReadRules(section, coop, alarms));
    }
}
