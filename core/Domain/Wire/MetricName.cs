using Roost.Domain.Readings;

namespace Roost.Domain.Wire;

/// <summary>The Sparkplug metric name of a series: <c>{quantity}/{place}</c>.</summary>
public static class MetricName
{
    /// <summary>Writes the name of a series.</summary>
    public static string Of(Quantity quantity, string place) => $"{QuantityFacts.Of(quantity).Name}/{place}";

    /// <summary>Reads a name; false when the quantity is unknown or the place is no <see cref="WireName"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out Quantity quantity, out string place)
    {
        place = "";
        quantity = default;
        var slash = name.IndexOf('/');
        if (slash < 0 || !QuantityFacts.TryParse(name[..slash], out quantity) || !WireName.IsValid(name[(slash + 1)..]))
        {
            return false;
        }

        place = name[(slash + 1)..].ToString();
        return true;
    }
}
