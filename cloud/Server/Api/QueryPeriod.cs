using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Roost.Cloud.Api;

/// <summary>The period that a query's <c>from</c> and <c>to</c> name.</summary>
/// <param name="From">Its start, UTC; itself inside.</param>
/// <param name="To">Its end, UTC; itself outside.</param>
internal readonly partial record struct QueryPeriod(DateTimeOffset From, DateTimeOffset To)
{
    private const string TimeRule = "an ISO 8601 time with its offset, of the years 1970 to 8999, for example 2026-01-31T06:00:00Z";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20 * 366);
    private static readonly TimeSpan Default = TimeSpan.FromHours(24);

    /// <summary>Reads a period, by default the 24 hours before now; where it can't, <paramref name="sentence"/> says why.</summary>
    public static bool TryRead(string? from, string? to, DateTimeOffset now, out QueryPeriod period, [NotNullWhen(false)] out string? sentence)
    {
        period = default;
        sentence = null;
        if (!TryReadTime(to, now, out var end))
        {
            sentence = $"\"to\" must be {TimeRule}.";
        }
        else if (!TryReadTime(from, end - Default, out var start))
        {
            sentence = $"\"from\" must be {TimeRule}.";
        }
        else if (start >= end)
        {
            sentence = "\"from\" must lie before \"to\".";
        }
        else if (end - start > Longest)
        {
            sentence = "\"from\" and \"to\" must lie at most 20 years apart.";
        }
        else
        {
            period = new(start, end);
        }

        return sentence is null;
    }

    /// <summary>Reads a moment that must be given; where it can't, <paramref name="sentence"/> says why.</summary>
    public static bool TryReadMoment(string name, string? text, out DateTimeOffset moment, [NotNullWhen(false)] out string? sentence)
    {
        moment = default;
        var read = text is not null && TryReadTime(text, default, out moment);
        sentence = read ? null : $"\"{name}\" must be {TimeRule}.";
        return read;
    }

    // A time without its offset is refused: whose midnight would it be?
    private static bool TryReadTime(string? text, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        if (text is null)
        {
            return true;
        }

        // In a query "+" is a space: a client that did not escape its offset still means it.
        var read = DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            && Offset().IsMatch(text) && time.Year is >= 1970 and < 9000;
        time = time.ToUniversalTime();
        return read;
    }

    [GeneratedRegex(@"T.*(Z|[+\- ]\d\d:?\d\d)$")]
    private static partial Regex Offset();
}
