using System.Globalization;

namespace Roost.Simulators.Sysfs;

/// <summary>What the kernel's 1-Wire driver shows of a DS18B20: the nine bytes of its scratchpad, their check sum, the temperature.</summary>
internal static class W1Slave
{
    private const byte TwelveBits = 0x7f;

    /// <summary>The text of <c>w1_slave</c>; a probe that does not answer reads as ones and fails the check sum.</summary>
    public static string Text(double? celsius)
    {
        Span<byte> pad = stackalloc byte[9];
        pad.Fill(0xff);
        if (celsius is { } known)
        {
            var raw = (short)Math.Round(Math.Clamp(known, -55, 125) * 16);
            ((byte)raw, (byte)(raw >> 8)).CopyTo(pad);
            (pad[2], pad[3], pad[4], pad[5], pad[6], pad[7]) = (0x4b, 0x46, TwelveBits, 0xff, 0x0c, 0x10);
            pad[8] = CheckSum(pad[..8]);
        }

        var bytes = string.Join(' ', pad.ToArray().Select(each => each.ToString("x2", CultureInfo.InvariantCulture)));
        var sum = CheckSum(pad[..8]);
        var thousandths = celsius is { } shown ? (Math.Round(shown * 16) * 1000 / 16).ToString("0", CultureInfo.InvariantCulture) : "-62";
        return $"{bytes} : crc={sum:x2} {(sum == pad[8] ? "YES" : "NO")}\n{bytes} t={thousandths}";
    }

    private static void CopyTo(this (byte Low, byte High) raw, Span<byte> pad) => (pad[0], pad[1]) = raw;

    /// <summary>The 8-bit CRC of the 1-Wire bus: x⁸ + x⁵ + x⁴ + 1, least significant bit first (Maxim application note 27).</summary>
    private static byte CheckSum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var each in bytes)
        {
            sum ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (byte)((sum & 1) != 0 ? (sum >> 1) ^ 0x8c : sum >> 1);
            }
        }

        return sum;
    }
}
