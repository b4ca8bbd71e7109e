namespace Roost.Edge.Drivers.Modbus;

/// <summary>One request: a run of registers and the readings that lie wholly in it.</summary>
/// <param name="Table">The table to read.</param>
/// <param name="Address">First register.</param>
/// <param name="Count">How many registers, 1 to <see cref="ModbusReadPlan.MaximumRegisters"/>.</param>
/// <param name="Readings">The readings that the answer holds.</param>
internal sealed record ModbusReadBlock(ModbusTable Table, ushort Address, ushort Count, IReadOnlyList<ModbusReading> Readings);

/// <summary>
/// Packs readings into as few requests as possible without ever asking for a register that nobody wants: some devices answer
/// exception 2 for a whole request when it touches one register that they don't have.
/// </summary>
internal static class ModbusReadPlan
{
    /// <summary>Most registers in one request, by the Modbus application protocol 1.1b3, sections 6.3 and 6.4.</summary>
    public const int MaximumRegisters = 125;

    /// <summary>Plans the requests; every reading is in exactly one of them.</summary>
    /// <exception cref="ArgumentException">A reading reaches beyond register 65535.</exception>
    public static IReadOnlyList<ModbusReadBlock> Of(IEnumerable<ModbusReading> readings)
    {
        List<ModbusReadBlock> blocks = [];
        List<ModbusReading> run = [];
        var end = 0;
        foreach (var reading in readings.OrderBy(each => each.Table).ThenBy(each => each.Address).ThenBy(each => each.End))
        {
            if (reading.End > 0x10000)
            {
                throw new ArgumentException(
                    $"A {reading.Type} at address {reading.Address} reaches beyond register 65535.", nameof(readings));
            }

            if (run is [var first, ..]
                && (reading.Table != first.Table || reading.Address > end || reading.End - first.Address > MaximumRegisters))
            {
                blocks.Add(BlockOf(run, end));
                run = [];
                end = 0;
            }

            run.Add(reading);
            end = Math.Max(end, reading.End);
        }

        if (run.Count > 0)
        {
            blocks.Add(BlockOf(run, end));
        }

        return blocks;
    }

    private static ModbusReadBlock BlockOf(List<ModbusReading> run, int end) =>
        new(run[0].Table, run[0].Address, (ushort)(end - run[0].Address), run);
}
