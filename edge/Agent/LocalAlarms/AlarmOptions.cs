using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Edge.Drivers.Modbus;
using Roost.Edge.LocalAlarms.Page;
using Roost.Edge.LocalAlarms.Sirens;

namespace Roost.Edge.LocalAlarms;

/// <summary>How the house itself is told of danger, cloud or not.</summary>
/// <param name="Siren">What sounds; null when nothing does.</param>
/// <param name="Button">What a person presses to acknowledge; null when there is none.</param>
/// <param name="Page">Where the house's own page is; null when there is none.</param>
internal sealed record AlarmOptions(SirenOptions? Siren, ButtonOptions? Button, PageOptions? Page = null);

/// <summary>The siren of the houses of one agent.</summary>
/// <param name="PulseAfter">How long it sounds without a break before it only pulses; above zero.</param>
/// <param name="Create">Makes it on a clock of real time; does no I/O.</param>
internal sealed record SirenOptions(TimeSpan PulseAfter, Func<TimeProvider, ISiren> Create);

/// <summary>A push button on a bit of a Modbus device; pressed is 1.</summary>
/// <param name="Device">The device.</param>
/// <param name="Table">Coils or discrete inputs.</param>
/// <param name="Address">Address of the bit, from 0.</param>
internal sealed record ButtonOptions(ModbusTcpOptions Device, ModbusFunction Table, ushort Address);

/// <summary>What a coop is judged by in the house.</summary>
/// <param name="Pack">The rules, overrides applied.</param>
/// <param name="Context">Its flock and time zone.</param>
internal sealed record CoopRules(RulePack Pack, CoopContext Context);
