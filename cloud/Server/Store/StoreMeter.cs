using System.Diagnostics.Metrics;

namespace Roost.Cloud.Store;

/// <summary>What the store counts.</summary>
internal static class StoreMeter
{
    private static readonly Meter Meter = new("Roost.Cloud");

    public static readonly Counter<long> Stored = Meter.CreateCounter<long>("roost.store.readings", "{reading}", "Readings made durable.");

    public static readonly Counter<long> Repeated =
        Meter.CreateCounter<long>("roost.store.batches.repeated", "{batch}", "Batches that came again and were not stored again.");

    public static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("roost.store.readings.refused", "{reading}", "Readings set aside in refused.jsonl.");

    public static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("roost.store.failures", "{attempt}", "Transactions that failed.");
}
