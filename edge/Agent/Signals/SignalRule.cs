using Roost.Configuration;
using Roost.Domain.Readings;

namespace Roost.Edge.Signals;

/// <summary>Decides which samples become readings. Pure.</summary>
internal static class SignalRule
{
    /// <summary>The longest silence of a series when none is configured.</summary>
    public static readonly TimeSpan DefaultReportEvery = TimeSpan.FromSeconds(10);

    public static ScalarRule<double> DeadbandRule { get; } = ScalarRules.Number(0, double.MaxValue, "a number from 0");

    public static ScalarRule<TimeSpan> ReportEveryRule { get; } = ScalarRules.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24));

    /// <summary>
    /// Whether a sample is reported: it is the first, its quality differs, its value differs by more than the deadband from the last
    /// <b>reported</b> one (so that a slow drift can't hide below the deadband), or the series would be silent for longer than it may.
    /// </summary>
    /// <param name="last">The last reported reading; null when there is none.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="series">The series' deadband and longest silence.</param>
    /// <param name="next">When the next sample is due; waiting for it must not break the promise of <c>ReportEvery</c>.</param>
    public static bool IsWorthReporting(in Reading? last, in Reading sample, SeriesDefinition series, DateTimeOffset next)
    {
        if (last is not { } reported
            || sample.Quality != reported.Quality
            || sample.Value.HasValue != reported.Value.HasValue
            || !string.Equals(sample.Reason, reported.Reason, StringComparison.Ordinal))
        {
            return true;
        }

        // A clock that was set back must not silence a series.
        return Math.Abs(sample.Value.GetValueOrDefault() - reported.Value.GetValueOrDefault()) > series.Deadband
            || next - reported.TakenAt > series.ReportEvery
            || sample.TakenAt < reported.TakenAt;
    }
}
