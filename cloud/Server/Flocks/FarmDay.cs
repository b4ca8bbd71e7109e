namespace Roost.Cloud.Flocks;

/// <summary>Days of a farm's calendar.</summary>
internal static class FarmDay
{
    /// <summary>The farm-local day of a moment.</summary>
    public static DateOnly Of(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
}
