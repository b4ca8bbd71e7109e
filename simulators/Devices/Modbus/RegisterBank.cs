namespace Roost.Simulators.Modbus;

/// <summary>
/// The registers of a simulated device: 65,536 input and as many holding registers, all 0 at first. Safe for many threads; a run of
/// registers is read and written as one. The simulation sets values; a client's write forces an address, and a forced address reads as
/// written in both tables, whatever the simulation sets, until the client writes <see cref="ReleaseAddress"/>.
/// </summary>
internal sealed class RegisterBank
{
    /// <summary>A client's write to this holding register, of any value, releases every forced address.</summary>
    public const ushort ReleaseAddress = 65535;

    /// <summary>Registers in a table.</summary>
    public const int Size = 65536;

    private readonly Lock gate = new();
    private readonly ushort[] input = new ushort[Size];
    private readonly ushort[] holding = new ushort[Size];
    private readonly Dictionary<int, ushort> forced = [];
    private int? counterAddress;
    private uint lastCount;

    /// <summary>The last count that was read from the counting registers; 0 before the first.</summary>
    public uint LastCount
    {
        get
        {
            lock (gate)
            {
                return lastCount;
            }
        }
    }

    /// <summary>How many addresses are forced.</summary>
    public int ForcedCount
    {
        get
        {
            lock (gate)
            {
                return forced.Count;
            }
        }
    }

    /// <summary>
    /// Makes the registers at the address and behind it a uint32, high word first, in both tables, that is one more at every read of both:
    /// 1 at the first. Lets a test see which reads became readings.
    /// </summary>
    public void CountReadsAt(ushort address)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address, Size - 2);
        lock (gate)
        {
            counterAddress = address;
        }
    }

    /// <summary>Sets what both tables show from the address on.</summary>
    public void Set(ushort address, params ReadOnlySpan<ushort> values)
    {
        lock (gate)
        {
            values.CopyTo(input.AsSpan(address));
            values.CopyTo(holding.AsSpan(address));
        }
    }

    /// <summary>Sets input registers from the address on.</summary>
    public void SetInput(ushort address, params ReadOnlySpan<ushort> values)
    {
        lock (gate)
        {
            values.CopyTo(input.AsSpan(address));
        }
    }

    /// <summary>Sets holding registers from the address on, as the simulation and not as a client: nothing is forced.</summary>
    public void SetHolding(ushort address, params ReadOnlySpan<ushort> values)
    {
        lock (gate)
        {
            values.CopyTo(holding.AsSpan(address));
        }
    }

    /// <summary>Reads as a client does: forced values first, and counting.</summary>
    public void ReadInput(int address, Span<ushort> into) => Read(input, address, into);

    /// <summary>Reads as a client does: forced values first, and counting.</summary>
    public void ReadHolding(int address, Span<ushort> into) => Read(holding, address, into);

    /// <summary>Writes as a client does: forces each address, or releases all.</summary>
    public void Force(int address, params ReadOnlySpan<ushort> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address + values.Length, Size);
        lock (gate)
        {
            for (var index = 0; index < values.Length; index++)
            {
                if (address + index == ReleaseAddress)
                {
                    forced.Clear();
                }
                else
                {
                    forced[address + index] = values[index];
                }
            }
        }
    }

    private void Read(ushort[] table, int address, Span<ushort> into)
    {
        lock (gate)
        {
            if (counterAddress is { } counter && counter >= address && counter + 2 <= address + into.Length)
            {
                Count(counter);
            }

            table.AsSpan(address, into.Length).CopyTo(into);
            for (var index = 0; forced.Count > 0 && index < into.Length; index++)
            {
                if (forced.TryGetValue(address + index, out var value))
                {
                    into[index] = value;
                }
            }
        }
    }

    // A count that a forced value hides would be served to nobody.
    private void Count(int counter)
    {
        if (forced.ContainsKey(counter) || forced.ContainsKey(counter + 1))
        {
            return;
        }

        lastCount++;
        input[counter] = holding[counter] = (ushort)(lastCount >> 16);
        input[counter + 1] = holding[counter + 1] = (ushort)lastCount;
    }
}
