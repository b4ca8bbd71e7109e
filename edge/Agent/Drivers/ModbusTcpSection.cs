using Roost.Configuration;
using Roost.Edge.Drivers.Modbus;
using Roost.Edge.Signals;

namespace Roost.Edge.Drivers;

/// <summary>Reads the configuration of a <c>modbus-tcp</c> device.</summary>
internal static class ModbusTcpSection
{
    private const int RegistersOfTable = 65536;

    private static readonly ScalarRule<ModbusTable> Table = ScalarRules.OneOf(("input", ModbusTable.Input), ("holding", ModbusTable.Holding));

    private static readonly ScalarRule<ModbusType> Type = ScalarRules.OneOf(
        ("int16", ModbusType.Int16),
        ("uint16", ModbusType.UInt16),
        ("int32", ModbusType.Int32),
        ("uint32", ModbusType.UInt32),
        ("float32", ModbusType.Float32));

    private static readonly ScalarRule<ModbusWordOrder> WordOrder =
        ScalarRules.OneOf(("big", ModbusWordOrder.Big), ("little", ModbusWordOrder.Little));

    private static readonly ScalarRule<TimeSpan> Timeout = ScalarRules.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));

    private static readonly ScalarRule<double> Scale = new("a number other than 0", (string text, out double value) =>
        ScalarRules.Finite.TryRead(text, out value) && value != 0);

    public static DeviceOptions Read(YamlSection section, string coop)
    {
        var options = new ModbusTcpOptions
        {
            Coop = coop,
            Host = section.Required("host", ScalarRules.Text),
            Port = section.Optional("port", ScalarRules.Port, 502),
            Unit = (byte)section.Optional("unit", ScalarRules.Whole(0, 255), 1),
            Every = section.Optional("every", SamplingWorker.EveryRule, TimeSpan.FromSeconds(1)),
            Timeout = section.Optional("timeout", Timeout, TimeSpan.FromSeconds(1)),
            Readings = [.. section.Sections("readings", required: true).Select(ReadReading)],
        };
        return new PolledDeviceOptions(
            [.. options.Readings.Select(reading => new SeriesDefinition(reading.Quantity, reading.Place, reading.Deadband, reading.ReportEvery))],
            clock => new ModbusTcpDriver(options, clock));
    }

    private static ModbusReading ReadReading(YamlSection section)
    {
        var reading = new ModbusReading
        {
            Quantity = section.Required("quantity", ScalarRules.Quantity),
            Place = section.Required("place", ScalarRules.Name),
            Table = section.Optional("table", Table, ModbusTable.Input),
            Address = (ushort)section.Required("address", ScalarRules.Whole(0, RegistersOfTable - 1)),
            Type = section.Optional("type", Type, ModbusType.Int16),
            WordOrder = section.Optional("word-order", WordOrder, ModbusWordOrder.Big),
            Scale = section.Optional("scale", Scale, 1),
            Offset = section.Optional("offset", ScalarRules.Finite, 0),
            Deadband = section.Optional("deadband", SignalRule.DeadbandRule, 0),
            ReportEvery = section.Optional("report-every", SignalRule.ReportEveryRule, SignalRule.DefaultReportEvery),
        };
        if (reading.End > RegistersOfTable)
        {
            section.Reject($"{section.At("address")} is {reading.Address}, but a value of two registers must begin at 65534 or below.");
        }

        section.RejectUnknownKeys();
        return reading;
    }
}
