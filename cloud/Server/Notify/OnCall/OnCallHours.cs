using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>
/// Hours of the farm's week, on the farm's clock. They are asked about instants, so that the hour that a change to summer time leaves out is
/// nobody's and the hour that the change back gives twice belongs both times to whom the clock names.
/// </summary>
/// <param name="Days">The days on which they begin.</param>
/// <param name="From">When they begin, to the minute; itself inside.</param>
/// <param name="To">When they end, itself outside: on the next day where it is not after <paramref name="From"/>, so equal times are a whole day.</param>
public sealed record OnCallHours(IReadOnlyList<Weekday> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>All of the week.</summary>
    public static OnCallHours Always { get; } = new([.. Enum.GetValues<Weekday>()], TimeOnly.MinValue, TimeOnly.MinValue);

    /// <summary>Whether a time on the farm's clock is inside.</summary>
    public bool Contains(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var today = Days.Contains(Week.DayOf(local));
        if (From < To)
        {
            return today && time >= From && time < To;
        }

        return (today && time >= From) || (time < To && Days.Contains(Week.DayOf(local.AddDays(-1))));
    }
}

/// <summary>A day of the week.</summary>
[JsonConverter(typeof(WeekdayJsonConverter))]
public enum Weekday
{
    /// <summary>The week's first day.</summary>
    Monday = 1,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// <summary>Writes a <see cref="Weekday"/> in lower case.</summary>
public sealed class WeekdayJsonConverter() : JsonStringEnumConverter<Weekday>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>The farm's week.</summary>
internal static class Week
{
    public static Weekday DayOf(DateTime local) => local.DayOfWeek == DayOfWeek.Sunday ? Weekday.Sunday : (Weekday)local.DayOfWeek;
}
