namespace Roost.Domain.Wire;

/// <summary>
/// The rule for names that travel in MQTT topics, metric names and URLs (farm, agent, coop, place, camera): 1 to 64 characters,
/// letters and digits of any script, and <c>-</c>, <c>_</c>, <c>.</c> and spaces inside (other makers' nodes use them). So no name can
/// climb a path, split a topic or break a page.
/// </summary>
public static class WireName
{
    /// <summary>Longest name, in UTF-16 characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>Whether a name follows the rule.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaximumLength || !char.IsLetterOrDigit(name[0]) || name[^1] == ' ')
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('-' or '_' or '.' or ' '))
            {
                return false;
            }
        }

        return true;
    }
}
