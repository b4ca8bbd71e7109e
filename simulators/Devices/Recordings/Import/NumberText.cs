using System.Globalization;

namespace Roost.Simulators.Recordings.Import;

/// <summary>Reads numbers as people of many countries write them. Pure.</summary>
/// <param name="Decimal">Between whole and broken part.</param>
/// <param name="Thousands">Between groups of three digits; null for none.</param>
internal readonly record struct NumberText(char Decimal, char? Thousands)
{
    /// <summary>
    /// Reads a finite number; false for anything else. Groups must be whole ones of three digits: a point that is a decimal sign after all must not make
    /// 15 of 1.5.
    /// </summary>
    public bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        text = text.Trim();
        if (text.Length is 0 or > 100)
        {
            return false;
        }

        Span<char> plain = stackalloc char[text.Length];
        var (length, digits, isGrouped, isWhole) = (0, 0, false, true);
        foreach (var character in text)
        {
            if (isWhole && Thousands is { } sign && (character == sign || (sign == ' ' && character is '\u00a0' or '\u202f')))
            {
                if (digits is 0 or > 3 || (isGrouped && digits != 3))
                {
                    return false;
                }

                (isGrouped, digits) = (true, 0);
                continue;
            }

            if (isWhole && !char.IsAsciiDigit(character) && character is not ('+' or '-'))
            {
                if (isGrouped && digits != 3)
                {
                    return false;
                }

                isWhole = false;
            }

            if (character != Decimal && character is '.' or ',')
            {
                return false;
            }

            digits += char.IsAsciiDigit(character) ? 1 : 0;
            plain[length++] = character == Decimal ? '.' : character;
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return !(isWhole && isGrouped && digits != 3)
            && double.TryParse(plain[..length], Plain, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
