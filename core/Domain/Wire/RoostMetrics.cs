using Roost.Domain.Readings;

namespace Roost.Domain.Wire;

/// <summary>What Roost adds to Sparkplug B, in ordinary metrics and properties that any other host may ignore.</summary>
public static class RoostMetrics
{
    /// <summary>UInt64 in every data message: the batch's number, given when it entered the spool, never reused by an agent.</summary>
    public const string Batch = "Roost/Batch";

    /// <summary>UInt64 in a node command: every batch up to this one is committed to the store.</summary>
    public const string Acked = "Roost/Acked";

    /// <summary>
    /// UInt64 in a node birth: the oldest batch that the agent still holds, or the next one it will give when it holds none.
    /// What lies below will never be sent again, so the cloud needn't wait for it.
    /// </summary>
    public const string OldestBatch = "Roost/Oldest Batch";

    /// <summary>
    /// String in a data message of a coop, and in a node command: somebody acknowledged an alarm, in the house or elsewhere. The text is the alarm's
    /// id, the time and the name of who did it, with tabs between them. A command may hold it more than once; after a birth the cloud says
    /// again which active alarms are acknowledged.
    /// </summary>
    public const string Acknowledged = "Roost/Acknowledged";

    /// <summary>
    /// String in a node command, one for each coop: by what people said elsewhere its alarms are silent in the house (JSON: what the house is used for,
    /// which alarms are shelved). Said after every birth and whenever it changes.
    /// </summary>
    public const string House = "Roost/House";

    /// <summary>
    /// UInt64 in a node command: the number of a test of the alarm chain. The agent answers with a reading of <c>chain-test</c> of each of its coops, which
    /// goes the way of all readings.
    /// </summary>
    public const string ChainTest = "Roost/Chain Test";

    /// <summary>Property of a metric: one of <see cref="QualityCode(Quality)"/>'s Int32 values.</summary>
    public const string QualityProperty = "Quality";

    /// <summary>Property of a metric: why the quality is not good (String).</summary>
    public const string ReasonProperty = "Reason";

    /// <summary>Property of a metric in a birth: the unit's symbol (String).</summary>
    public const string UnitProperty = "engUnit";

    /// <summary>Property of a metric in a birth: lowest plausible value (Double).</summary>
    public const string LowProperty = "engLow";

    /// <summary>Property of a metric in a birth: highest plausible value (Double).</summary>
    public const string HighProperty = "engHigh";

    /// <summary>Property of a metric in a birth: the longest time between two readings, in seconds (Double).</summary>
    public const string PeriodProperty = "Period Seconds";

    /// <summary>The Sparkplug quality code: 192 good, 500 stale (uncertain), 0 bad.</summary>
    public static int QualityCode(Quality quality) => quality switch
    {
        Quality.Good => 192,
        Quality.Uncertain => 500,
        _ => 0,
    };

    /// <summary>The quality of a Sparkplug code; what is neither 192 nor 500 is bad.</summary>
    public static Quality QualityOf(int code) => code switch
    {
        192 => Quality.Good,
        500 => Quality.Uncertain,
        _ => Quality.Bad,
    };
}
