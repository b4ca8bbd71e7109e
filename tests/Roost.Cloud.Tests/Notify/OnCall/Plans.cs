using Roost.Alarms;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Tests.Notify.OnCall;

/// <summary>People and plans for tests.</summary>
internal static class Plans
{
    public static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static readonly Person[] People =
    [
        new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] },
        new() { Id = "bo", Name = "Bo", Contacts = [new("mail", ChannelKind.Mail, "bo@farm.example")] },
        new() { Id = "li", Name = "李伟", Language = "zh-CN", Contacts = [new("mail", ChannelKind.Mail, "li@farm.example")] },
    ];

    /// <summary>An by day, Bo then Li by night; five minutes each.</summary>
    public static OnCallPlan DayAndNight { get; } = new()
    {
        CallOrders =
        [
            Order("day", new TimeOnly(6, 0), new TimeOnly(22, 0), "an"),
            Order("night", new TimeOnly(22, 0), new TimeOnly(6, 0), "bo", "li"),
        ],
    };

    /// <summary>One order for all hours.</summary>
    public static OnCallPlan Always(params string[] people) =>
        new() { CallOrders = [Order("all", TimeOnly.MinValue, TimeOnly.MinValue, people)] };

    public static CallOrder Order(string name, TimeOnly from, TimeOnly to, params string[] people) => new(
        name,
        [AlarmSeverity.Critical, AlarmSeverity.Warning],
        [new(OnCallHours.Always.Days, from, to)],
        [.. people.Select(person => new CallStep(person, "mail", TimeSpan.FromMinutes(5)))]);
}
