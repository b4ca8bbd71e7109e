using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Alarms.LifeCycle;

/// <summary>One change of an alarm. An alarm's changes link up: the first comes from nothing, each begins where the last led.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="From">The alarm before; null when it is new.</param>
/// <param name="To">The alarm after.</param>
/// <param name="At">When it became so in the cloud, by the farm's time.</param>
/// <param name="By">Who did it; null when readings or time did.</param>
public sealed record AlarmChange(AlarmChangeKind Kind, Alarm? From, Alarm To, DateTimeOffset At, string? By = null);

/// <summary>What happened to an alarm.</summary>
[JsonConverter(typeof(AlarmChangeKindJsonConverter))]
public enum AlarmChangeKind
{
    /// <summary>It was raised, or became known.</summary>
    Raised = 1,

    /// <summary>Its excursion is over.</summary>
    Ended,

    /// <summary>Readings that came later show that it never was so.</summary>
    Withdrawn,

    /// <summary>It goes on under the id of the alarm that supersedes it.</summary>
    Superseded,

    /// <summary>An end that was known turned out to be none: it lasts.</summary>
    Reopened,

    /// <summary>Its worst value or its end moved. Kept, but neither logged nor told.</summary>
    Updated,

    /// <summary>Somebody acknowledged it.</summary>
    Acknowledged,

    /// <summary>Somebody put it aside for a while.</summary>
    Shelved,

    /// <summary>It came back from the shelf.</summary>
    Unshelved,

    /// <summary>Somebody wrote about it.</summary>
    Commented,

    /// <summary>Somebody was named to see to it.</summary>
    Assigned,

    /// <summary>Another alarm explains it and holds it.</summary>
    Held,

    /// <summary>It outlived its cause: from now on it tells people for itself.</summary>
    Released,

    /// <summary>The house is used for something else than birds now: by design it tells nobody while that lasts.</summary>
    Suppressed,

    /// <summary>Birds live in the house again, and it lasts: it tells people from now on.</summary>
    Unsuppressed,
}

/// <summary>Writes an <see cref="AlarmChangeKind"/> in kebab case.</summary>
public sealed class AlarmChangeKindJsonConverter() : JsonStringEnumConverter<AlarmChangeKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
