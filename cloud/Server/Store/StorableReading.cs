using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>What a store can take. Whoever hands readings over has checked them; this is the last guard.</summary>
internal static class StorableReading
{
    /// <summary>Longest name; the wire's own rule is much shorter.</summary>
    private const int MaximumName = 256;

    private const string NotFinite = "The value was not a finite number.";
    private const string Missing = "The value was missing.";

    /// <summary>Whether a name can be a farm's, an agent's, a coop's or a place's.</summary>
    public static bool IsName(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaximumName)
        {
            return false;
        }

        for (var index = 0; index < name.Length; index++)
        {
            var character = name[index];
            if (char.IsControl(character) || (char.IsSurrogate(character) && !IsPair(name, ref index)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Why a reading can't be stored at all, its name aside; null when it can.</summary>
    public static string? Refusal(in Reading reading) =>
        !Enum.IsDefined(reading.Quantity) ? "The quantity is none that Roost knows."
        : !Enum.IsDefined(reading.Quality) ? "The quality is none that Roost knows."
        : reading.Reason is { } reason && !string.IsNullOrEmpty(reason) && !IsWellFormed(reason) ? "The reason is not well-formed text."
        : null;

    /// <summary>The reading as it is stored: to the millisecond, and bad instead of not a number or no value.</summary>
    public static Reading Stored(in Reading reading)
    {
        var stored = reading with { TakenAt = DateTimeOffset.FromUnixTimeMilliseconds(reading.TakenAt.ToUnixTimeMilliseconds()) };
        return reading.Value is { } value && !double.IsFinite(value) ? stored with { Value = null, Quality = Quality.Bad, Reason = NotFinite }
            : reading.Value is null && reading.Quality != Quality.Bad ? stored with { Quality = Quality.Bad, Reason = reading.Reason ?? Missing }
            : stored;
    }

    private static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\0' || (char.IsSurrogate(text[index]) && !IsPair(text, ref index)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPair(string text, ref int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[++index]);
}
