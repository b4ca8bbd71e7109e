namespace Roost.Cloud.Store;

/// <summary>Where telemetry is kept.</summary>
internal enum StoreKind
{
    /// <summary>One DuckDB file in the store's directory.</summary>
    DuckDb = 1,

    /// <summary>An InfluxDB, reached by HTTP.</summary>
    Influx,
}
