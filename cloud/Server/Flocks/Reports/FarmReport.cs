using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Alarms;
using Roost.Cloud.Flocks.Figures;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Sheet;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>Over which time a report tells.</summary>
[JsonConverter(typeof(ReportKindJsonConverter))]
internal enum ReportKind
{
    /// <summary>One farm-local day.</summary>
    Daily = 1,

    /// <summary>Seven farm-local days.</summary>
    Weekly,

    /// <summary>A flock from its placement on.</summary>
    Flock,
}

/// <summary>Writes a <see cref="ReportKind"/> in kebab case.</summary>
internal sealed class ReportKindJsonConverter() : JsonStringEnumConverter<ReportKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>All that a report is made of.</summary>
/// <param name="Kind">Over which time it tells.</param>
/// <param name="Farm">The farm.</param>
/// <param name="TimeZone">IANA name of its time zone.</param>
/// <param name="From">First farm-local day.</param>
/// <param name="To">Last farm-local day; itself inside.</param>
/// <param name="Flocks">The flocks that lived there in that time, by coop.</param>
internal sealed record FarmReport(ReportKind Kind, string Farm, string TimeZone, DateOnly From, DateOnly To, IReadOnlyList<FlockReport> Flocks);

/// <summary>What a report tells of one flock.</summary>
/// <param name="Flock">The flock.</param>
/// <param name="Figures">Its figures, until the report's last day.</param>
/// <param name="Lines">The sheet's lines in force of the report's days.</param>
/// <param name="Alarms">How many alarms its house raised in the report's days, by severity.</param>
internal sealed record FlockReport(Flock Flock, FlockFigures Figures, IReadOnlyList<SheetEntry> Lines, IReadOnlyDictionary<AlarmSeverity, int> Alarms);
