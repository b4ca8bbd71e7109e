using System.Globalization;
using Roost.Alarms.Rules;
using Roost.Configuration;
using Roost.Domain.Readings;

namespace Roost.Alarms.Packs;

/// <summary>
/// Reads a <see cref="Signal"/> as people write it: <c>temperature</c>, <c>temperature@outside</c>, <c>percent(flow(water, 1h), standard(water))</c>,
/// and one less another with a minus between blanks: <c>temperature - temperature-set-point@house</c>.
/// </summary>
internal sealed class SignalText
{
    private readonly string text;
    private int position;

    private SignalText(string text) => this.text = text;

    /// <summary>What a signal may be, for sentences about mistakes.</summary>
    public static ScalarRule<Signal> Rule { get; } = new(
        "a signal such as temperature, temperature@outside, temperature - temperature-set-point@house or flow(water, 1h)", TryRead);

    private static bool TryRead(string text, out Signal signal)
    {
        var reader = new SignalText(text);
        signal = reader.Difference()!;
        return signal is not null && reader.position == text.Length;
    }

    private Signal? Difference()
    {
        var left = Term();
        while (left is not null && Skip(" - "))
        {
            left = Term() is { } right ? new DifferenceOf(left, right) : null;
        }

        return left;
    }

    private Signal? Term()
    {
        if (Skip("("))
        {
            var inner = Difference();
            return Skip(")") ? inner : null;
        }

        var word = Word();
        if (!Skip("("))
        {
            return word switch
            {
                "effective-temperature" => new EffectiveTemperature(),
                "heat-index" => new HeatIndex(),
                _ => Quantity(word) is { } quantity ? new ValueOf(quantity.Quantity, quantity.Place) : null,
            };
        }

        var signal = Call(word);
        return Skip(")") ? signal : null;
    }

    private Signal? Call(string function) => function switch
    {
        "change" => Measured() is { } of && Duration() is { } over ? new ChangeOf(of.Quantity, over, of.Place) : null,
        "flow" => Measured() is { } of && Duration() is { } over ? new FlowOf(of.Quantity, over, of.Place) : null,
        "spread" => Measured() is { } of && Duration() is { } over ? new SpreadOf(of.Quantity, over, of.Place) : null,
        "day-total" => Measured() is { } of && Days() is { } days ? new DayTotalOf(of.Quantity, days, of.Place) : null,
        "silence" => Measured() is { } of ? new SilenceOf(of.Quantity, of.Place) : null,
        "others" => Measured() is { Place: null } of ? new OtherPlacesOf(of.Quantity) : null,
        "standard" => Measured() is { Place: null } of ? new StandardOf(of.Quantity) : null,
        "usual" => Difference() is { } of && Days() is { } days ? new UsualOf(of, days) : null,
        "percent" => Difference() is { } of && Skip(", ") && Difference() is { } from ? new PercentOf(of, from) : null,
        "ratio" => Measured() is { } of && Skip(", ") && Measured() is { } to && Duration() is { } over
            ? new RatioOf(of.Quantity, to.Quantity, over, of.Place, to.Place)
            : null,
        _ => null,
    };

    private (Quantity Quantity, string? Place)? Measured() => Quantity(Word());

    private static (Quantity Quantity, string? Place)? Quantity(string word)
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? word : word[..at];
        var place = at < 0 ? null : word[(at + 1)..];
        return QuantityFacts.TryParse(name, out var quantity) && place is not "" ? (quantity, place) : null;
    }

    private TimeSpan? Duration() =>
        Skip(", ") && DelayRule.Window.TryRead(Word(), out var duration) ? duration : null;

    private int? Days() =>
        Skip(", ") && int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 31 ? days : null;

    private string Word()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '-' or '@' or '_' or '.'))
        {
            position++;
        }

        return text[start..position];
    }

    private bool Skip(string what)
    {
        var found = string.CompareOrdinal(text, position, what, 0, what.Length) == 0;
        position += found ? what.Length : 0;
        return found;
    }
}
