using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;
using Roost.Edge.LocalAlarms;

namespace Roost.Edge.Tests.LocalAlarms;

/// <summary>Short forms for what most tests of local alarms need.</summary>
internal static class AlarmSetup
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    /// <summary>One critical rule: a temperature above 30 °C, over at 29 °C.</summary>
    public static CoopRules TooHot(TimeSpan onDelay) => new(
        new("test", 1,
        [
            new Rule
            {
                Name = "too-hot",
                Severity = AlarmSeverity.Critical,
                Area = RuleArea.Climate,
                At = Quantity.Temperature,
                When = new Above(new ValueOf(Quantity.Temperature), Curve.Constant(30), 1),
                OnDelay = onDelay,
                Text = new(new("Too hot", "过热"), new("", ""), new("", ""), []),
                Source = "Roost",
            },
        ]),
        new CoopContext("coop-1", TimeZoneInfo.Utc, null, null, null, []));

    public static Reading Temperature(double seconds, double celsius, string place = "front") =>
        new(Quantity.Temperature, place, Start.AddSeconds(seconds), celsius, Quality.Good);

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    /// <summary>Waits until something is so; the test's own time limit says when that was in vain.</summary>
    public static async Task UntilAsync(Func<bool> isSo, CancellationToken token)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!isSo())
        {
            await look.WaitForNextTickAsync(token);
        }
    }
}
