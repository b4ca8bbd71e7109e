using Roost.Domain.Readings;

namespace Roost.Alarms.Limits;

/// <summary>Where a value lies by a rule's two limits.</summary>
internal enum LimitZone
{
    /// <summary>Beyond the limit.</summary>
    Exceeded = 1,

    /// <summary>Between the limit and the clear limit.</summary>
    Between,

    /// <summary>At or behind the clear limit.</summary>
    Cleared,
}

/// <summary>What a reading is evidence of.</summary>
internal static class LimitZones
{
    /// <summary>
    /// Finds the zone of a reading; false when it is no evidence. A bad reading never is. An uncertain one counts where it tells of danger
    /// and not where it tells of safety: a probe past the end of its range is uncertain just when the house burns, while a stuck one that
    /// reads well must not end an alarm. A stale value can't fake a long excursion, because it keeps the time at which it was measured.
    /// </summary>
    public static bool TryFind(LimitRule rule, in Reading reading, out LimitZone zone)
    {
        zone = default;
        if (reading.Quality is not (Quality.Good or Quality.Uncertain) || reading.Value is not { } value || !double.IsFinite(value))
        {
            return false;
        }

        // Mirrored, a low limit is a high one.
        var sign = rule.Side is LimitSide.Above ? 1 : -1;
        zone = sign * value > sign * rule.Limit ? LimitZone.Exceeded
            : sign * value <= sign * rule.ClearLimit ? LimitZone.Cleared
            : LimitZone.Between;
        return zone is LimitZone.Exceeded || reading.Quality is Quality.Good;
    }
}
