using System.Globalization;

namespace Roost.Simulators.Recordings.Import;

/// <summary>What was not imported as it stands in the file, by reason, with the first few lines of each.</summary>
internal sealed class ImportReport
{
    private const int Examples = 3;
    private const int LongestText = 40;

    private readonly Dictionary<string, (long Count, List<string> Examples)> reasons = new(StringComparer.Ordinal);

    /// <summary>Rows of the file, its header aside.</summary>
    public long Rows { get; set; }

    /// <summary>Counts one case.</summary>
    /// <param name="reason">What is the matter, for example <c>rows without a time</c>.</param>
    /// <param name="line">Where.</param>
    /// <param name="text">What stands there.</param>
    public void Add(string reason, int line, string text)
    {
        var (count, examples) = reasons.GetValueOrDefault(reason, (0, []));
        if (examples.Count < Examples)
        {
            var shown = text.Length <= LongestText ? text : text[..LongestText] + "…";
            examples.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}{(shown.Length > 0 ? $" \"{shown}\"" : "")}"));
        }

        reasons[reason] = (count + 1, examples);
    }

    /// <summary>How many cases of a reason there were.</summary>
    public long CountOf(string reason) => reasons.GetValueOrDefault(reason).Count;

    /// <summary>A sentence for each reason.</summary>
    public IReadOnlyList<string> Sentences() =>
    [
        .. reasons.Select(reason => string.Create(
            CultureInfo.InvariantCulture,
            $"{reason.Value.Count:N0} {reason.Key}: {string.Join(", ", reason.Value.Examples)}{(reason.Value.Count > Examples ? ", …" : ".")}")),
    ];
}
