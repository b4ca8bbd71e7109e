using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Api;

/// <summary>A farm and the names of its coops.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="TimeZone">IANA name of its time zone.</param>
/// <param name="Coops">Its coops, in order of their names.</param>
public sealed record FarmEntry(string Farm, string TimeZone, IReadOnlyList<string> Coops);

/// <summary>Everything that is known of a farm now.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="TimeZone">IANA name of its time zone.</param>
/// <param name="Now">The farm's time, UTC.</param>
/// <param name="ClockSpeed">Seconds of the farm in a real second; 1 but for demos and replays.</param>
/// <param name="Coops">Its coops, in order of their names.</param>
/// <param name="Alarms">Its alarms that need somebody.</param>
/// <param name="HasOnCallPlan">Whether an on-call plan says who is told of alarms; without one nobody is on call, and alarms page nobody.</param>
public sealed record FarmSnapshot(
    string Farm, string TimeZone, DateTimeOffset Now, double ClockSpeed, IReadOnlyList<CoopSnapshot> Coops, OpenAlarms Alarms, bool HasOnCallPlan);

/// <summary>What a screen is told when a farm's on-call plan is saved.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="HasOnCallPlan">Whether alarms page anybody, as in <see cref="FarmSnapshot"/>.</param>
public sealed record OnCallChange(string Farm, bool HasOnCallPlan);

/// <summary>How many messages or readings were refused, by kind, since the service started.</summary>
/// <param name="Kind">Why: <c>not-sparkplug</c>, <c>time-in-future</c> and so on.</param>
/// <param name="Count">How many.</param>
public sealed record RejectionCount(string Kind, long Count);
