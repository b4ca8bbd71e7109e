using System.Collections.Concurrent;

namespace Roost.Simulators.Modbus;

/// <summary>What a simulated device does wrong on demand. Safe to change while it serves.</summary>
internal sealed class ModbusFaults
{
    private readonly ConcurrentDictionary<int, byte> exceptions = [];
    private volatile bool mute;

    /// <summary>Accepts connections and takes requests but answers none. What was asked meanwhile stays unanswered for good.</summary>
    public bool Mute
    {
        get => mute;
        set => mute = value;
    }

    /// <summary>Answers this exception code whenever a request touches the address, in either table.</summary>
    public void FailAt(ushort address, byte exceptionCode) => exceptions[address] = exceptionCode;

    /// <summary>Works again.</summary>
    public void Clear()
    {
        Mute = false;
        exceptions.Clear();
    }

    /// <summary>The exception code for a run of registers; 0 when nothing is wrong with it.</summary>
    public byte ExceptionFor(int address, int count)
    {
        foreach (var (failing, code) in exceptions)
        {
            if (failing >= address && failing < address + count)
            {
                return code;
            }
        }

        return 0;
    }
}
