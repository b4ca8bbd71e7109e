using Roost.Alarms.Evaluation;
using Roost.Cloud.Alarms.Book;
using Roost.Domain.Readings;

namespace Roost.Cloud.Twins;

/// <summary>The newest reading of a series.</summary>
/// <param name="Reading">The reading, with the time it was measured at.</param>
/// <param name="PeriodSeconds">The longest time between two readings that the agent promised; null when it promised none.</param>
[Immutable, GenerateSerializer]
public sealed record SeriesLatest(Reading Reading, double? PeriodSeconds);

/// <summary>That a camera has a new preview picture.</summary>
/// <param name="Camera">Name of the camera.</param>
/// <param name="TakenAt">When the picture came in, UTC.</param>
[Immutable, GenerateSerializer]
public sealed record PreviewStamp(string Camera, DateTimeOffset TakenAt);

/// <summary>That a house is used for something else than birds: most of its alarms are suppressed by design.</summary>
/// <param name="Use">What for.</param>
/// <param name="Since">Since when, UTC.</param>
[Immutable, GenerateSerializer]
public sealed record HouseOutOfUse(HouseUse Use, DateTimeOffset Since);

/// <summary>Everything that is known of a coop now.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="Coop">The coop.</param>
/// <param name="Number">Number of the last delta that this snapshot contains.</param>
/// <param name="Agent">The agent that reports the coop; null when none did since the service started.</param>
/// <param name="Online">Whether that agent is connected and reports the coop.</param>
/// <param name="OnlineChangedAt">Since when, UTC; null when the agent hasn't been heard of since the service started.</param>
/// <param name="Now">The farm's time at the snapshot, UTC.</param>
/// <param name="ClockSpeed">Seconds of the farm in a real second; 1 but for demos and replays.</param>
/// <param name="TimeZone">IANA name of the farm's time zone.</param>
/// <param name="Latest">The newest reading of every series.</param>
/// <param name="Previews">The newest picture of every camera.</param>
/// <param name="OutOfUse">What the house is used for instead of birds, and since when: most of its alarms are suppressed by design then; null while birds live in it.</param>
/// <param name="Alarms">All alarms of its farm that need somebody; null within a farm's snapshot, which has them itself.</param>
[Immutable, GenerateSerializer]
public sealed record CoopSnapshot(
    string Farm,
    string Coop,
    long Number,
    string? Agent,
    bool Online,
    DateTimeOffset? OnlineChangedAt,
    DateTimeOffset Now,
    double ClockSpeed,
    string TimeZone,
    IReadOnlyList<SeriesLatest> Latest,
    IReadOnlyList<PreviewStamp> Previews,
    HouseOutOfUse? OutOfUse = null,
    OpenAlarms? Alarms = null);

/// <summary>What changed in a coop since the delta before.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="Coop">The coop.</param>
/// <param name="Number">One more than the delta before; a hole means that one was lost and a fresh snapshot is needed.</param>
/// <param name="Agent">The agent that reports the coop.</param>
/// <param name="Online">Whether that agent is connected and reports the coop.</param>
/// <param name="OnlineChangedAt">Since when, UTC.</param>
/// <param name="Now">The farm's time at the delta, UTC.</param>
/// <param name="Latest">The series that have a newer reading.</param>
/// <param name="Previews">The cameras that have a newer picture.</param>
/// <param name="OutOfUse">What the house is used for instead of birds, and since when; null while birds live in it.</param>
[Immutable, GenerateSerializer]
public sealed record CoopDelta(
    string Farm,
    string Coop,
    long Number,
    string? Agent,
    bool Online,
    DateTimeOffset? OnlineChangedAt,
    DateTimeOffset Now,
    IReadOnlyList<SeriesLatest> Latest,
    IReadOnlyList<PreviewStamp> Previews,
    HouseOutOfUse? OutOfUse = null);
