using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>What the fields of a point say of a reading.</summary>
internal readonly record struct StoredRow(double? Value, Quality Quality, string? Reason)
{
    /// <summary>Of a row whose first columns are <see cref="InfluxSchema.ReadingFields"/>.</summary>
    public static StoredRow Of(InfluxRow row) =>
        row.Text(3) is { } fault ? new(row.Number(4), Quality.Bad, fault.Length == 0 ? null : fault)
        : row.Text(2) is { } doubt ? new(row.Number(1), Quality.Uncertain, doubt.Length == 0 ? null : doubt)
        : new(row.Number(1), Quality.Good, null);
}
