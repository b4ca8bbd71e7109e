using System.Globalization;
using System.Net;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Linter;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Configuration;
using Roost.Edge.Drivers.Modbus;
using Roost.Edge.LocalAlarms;
using Roost.Edge.LocalAlarms.Page;
using Roost.Edge.LocalAlarms.Sirens;

namespace Roost.Edge.Configuration;

/// <summary>
/// Reads how the houses are judged on the spot. What must be the same as in the cloud for an alarm to be the same there has the cloud's default where it
/// is left out; the time zone has none, since a midnight that was guessed would make other alarms.
/// </summary>
internal sealed class AlarmSection
{

    private static readonly ScalarRule<TimeZoneInfo> Zone = new(
        "a time zone such as Europe/Amsterdam or Asia/Shanghai",
        (string text, out TimeZoneInfo value) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out value!));

    private static readonly ScalarRule<DateOnly?> Date = new(
        "a date such as 2026-03-01",
        (string text, out DateOnly? value) =>
        {
            var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
            value = date;
            return read;
        });

    private static readonly ScalarRule<RulePack> Pack = ScalarRules.OneOf([.. RulePacks.All.Select(pack => (pack.Name, pack))]);

    private static readonly ScalarRule<int?> Birds = new("a whole number from 1", (string text, out int? value) =>
    {
        var read = ScalarRules.Whole(1, 10_000_000).TryRead(text, out var birds);
        value = birds;
        return read;
    });

    private static readonly ScalarRule<PageOptions?> Page = new(
        "an address and port such as 192.168.1.10:8090",
        (string text, out PageOptions? value) =>
        {
            var read = IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port > 0;
            value = read ? new(endPoint!) : null;
            return read;
        });

    private static readonly ScalarRule<bool> ActiveLow = ScalarRules.OneOf(("high", false), ("low", true));

    private static readonly ScalarRule<ModbusFunction> Bits =
        ScalarRules.OneOf(("discrete", ModbusFunction.ReadDiscreteInputs), ("coil", ModbusFunction.ReadCoils));

    private readonly TimeZoneInfo? zone;

    public AlarmSection(YamlSection section)
    {
        zone = section.Required("time-zone", Zone);
        Options = new(
            section.OptionalSection("siren") is { } siren ? ReadSiren(siren) : null,
            section.OptionalSection("acknowledge") is { } button ? ReadButton(button) : null,
            section.Optional("page", Page, null));
        section.RejectUnknownKeys();
    }

    /// <summary>What sounds, and what is pressed.</summary>
    public AlarmOptions Options { get; }

    /// <summary>Reads what a coop is judged by; null when the house is not told of danger. Flock and rules are checked all the same.</summary>
    public static CoopRules? ReadRules(YamlSection section, string coop, AlarmSection? alarms)
    {
        var flock = section.OptionalSection("flock");
        var pack = flock?.Optional("kind", Pack, RulePacks.Broiler) ?? RulePacks.Broiler;
        var context = new CoopContext(
            coop, alarms?.zone ?? TimeZoneInfo.Utc, RulePacks.BreedOf(pack.Name), flock?.Optional("placed-on", Date, null), flock?.Optional("birds", Birds, null), []);
        flock?.RejectUnknownKeys();
        var changed = ReadChanges(section, pack);
        return alarms is null ? null : new(changed, context);
    }

    private static RulePack ReadChanges(YamlSection section, RulePack pack)
    {
        foreach (var each in section.Sections("rules", required: false))
        {
            var change = new RuleChange(
                each.Required("rule", ScalarRules.Text) ?? "",
                each.Required("change", ScalarRules.Text) ?? "",
                each.Required("to", ScalarRules.Text) ?? "",
                "configuration",
                each.Required("why", ScalarRules.Text) ?? "",
                DateTimeOffset.UnixEpoch);
            each.RejectUnknownKeys();
            if (change is { Rule: "" } or { What: "" } or { Value: "" })
            {
                continue;
            }

            pack = new PackOverrides([change]).Apply(pack, out var mistakes);
            foreach (var mistake in mistakes)
            {
                each.Reject($"{each.Path}: {mistake}");
            }
        }

        var breed = RulePacks.BreedOf(pack.Name);
        foreach (var finding in RuleLinter.Check(pack, new(breed, 0, breed.LastDay)).Where(each => each.Level == FindingLevel.Refused))
        {
            section.Reject($"{section.At("rules")} can't be used: {finding.Sentence.En}");
        }

        return pack;
    }

    private static SirenOptions? ReadSiren(YamlSection section)
    {
        var pulseAfter = section.Optional(
            "pulse-after", ScalarRules.Duration(TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)), SirenPlan.DefaultPulseAfter);
        var command = section.Values("command", ScalarRules.Text);
        var file = section.Resolve(section.Optional("file", ScalarRules.Text, ""));
        var isActiveLow = section.Optional("active", ActiveLow, false);
        var modbus = section.OptionalSection("modbus");
        var (device, coil) = modbus is null ? (null, (ushort)0) : (ReadDevice(modbus), (ushort)modbus.Required("coil", ScalarRules.Whole(0, ushort.MaxValue)));
        modbus?.RejectUnknownKeys();
        section.RejectUnknownKeys();
        if ((command.Count > 0 ? 1 : 0) + (file.Length > 0 ? 1 : 0) + (modbus is null ? 0 : 1) != 1)
        {
            section.Reject($"{section.Path} must have one of command (a list of a program and its arguments), file and modbus, and not two of them.");
        }

        return new(pulseAfter, time =>
            command.Count > 0 ? new CommandSiren(command, time)
            : device is null ? new FileSiren(file, isActiveLow)
            : new ModbusSiren(device, coil, time));
    }

    private static ButtonOptions? ReadButton(YamlSection section)
    {
        ButtonOptions? button = null;
        if (section.Section("modbus") is { } modbus)
        {
            button = new(
                ReadDevice(modbus),
                modbus.Optional("table", Bits, ModbusFunction.ReadDiscreteInputs),
                (ushort)modbus.Required("address", ScalarRules.Whole(0, ushort.MaxValue)));
            modbus.RejectUnknownKeys();
        }

        section.RejectUnknownKeys();
        return button;
    }

    private static ModbusTcpOptions ReadDevice(YamlSection section) => new()
    {
        Coop = "",
        Host = section.Required("host", ScalarRules.Text),
        Port = section.Optional("port", ScalarRules.Port, 502),
        Unit = (byte)section.Optional("unit", ScalarRules.Whole(0, 255), 1),
        Readings = [],
    };
}
