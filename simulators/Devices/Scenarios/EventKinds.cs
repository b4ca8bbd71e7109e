using Roost.Configuration;
using Roost.Simulation.Events;
using Roost.Simulators.Cameras;

namespace Roost.Simulators.Scenarios;

/// <summary>A kind of event that a scenario can name.</summary>
/// <param name="Word">The word after <c>what:</c>.</param>
/// <param name="Read">Reads its section, between two moments.</param>
internal sealed record EventKind(string Word, Func<YamlSection, DateTimeOffset, DateTimeOffset, CoopEvent> Read);

/// <summary>Every kind of event. A new one is one more line here.</summary>
internal static class EventKinds
{
    private static readonly ScalarRule<int> Number = ScalarRules.Whole(1, 1000);
    private static readonly ScalarRule<int> Zone = ScalarRules.Whole(1, 3, "a part of the house: 1 front, 2 middle, 3 rear");
    private static readonly ScalarRule<double> Percent = ScalarRules.Number(0, 100, "a number from 0 to 100");
    private static readonly ScalarRule<double> Positive = ScalarRules.Number(0, 1e9, "a number from 0");
    private static readonly ScalarRule<double> Size = ScalarRules.Number(-1e6, 1e6, "a number from -1000000 to 1000000");
    private static readonly ScalarRule<double> Kelvin = ScalarRules.Number(-30, 30, "kelvins from -30 to 30");
    private static readonly ScalarRule<TimeSpan> Wait = ScalarRules.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    private static readonly ScalarRule<TimeSpan> ClockError = ScalarRules.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(4000));

    private static readonly ScalarRule<CameraFault> Fault = ScalarRules.OneOf(
        ("dark", CameraFault.Dark), ("dusty", CameraFault.Dusty), ("frozen", CameraFault.Frozen), ("knocked-aside", CameraFault.Knocked),
        ("unplugged", CameraFault.Unplugged));

    /// <summary>The rule for <c>what:</c>.</summary>
    public static ScalarRule<EventKind> Rule { get; } = ScalarRules.OneOf(
        // The weather and the mains.
        Kind("weather-offset", (s, from, until) => new WeatherOffset(from, until, s.Required("kelvin", Kelvin), s.Optional("ramp-hours", Positive, 6))),
        Kind("power-cut", (s, from, until) => new PowerCut(from, until, s.Optional<TimeSpan?>("generator-after", Maybe(Wait), null)?.TotalSeconds)),

        // Machines.
        Kind("fan-failure", (s, from, until) => new FanFailure(from, until, s.Required("fan", Number))),
        Kind("all-fans-failure", (_, from, until) => new AllFansFailure(from, until)),
        Kind("belt-slip", (s, from, until) => new BeltSlip(
            from, until, s.Required("fan", Number), s.Optional("loss-percent", Percent, 20), s.Optional("over-days", Positive, 5))),
        Kind("heater-failure", (s, from, until) => new HeaterFailure(from, until, s.Optional("heater", Maybe(Number), null))),
        Kind("heater-stuck-on", (s, from, until) => new HeaterStuckOn(from, until, s.Optional("heater", Maybe(Number), null))),
        Kind("inlet-stuck", (s, from, until) => new InletStuck(from, until, s.Optional("open-percent", Maybe(Percent), null))),
        Kind("pad-dry", (_, from, until) => new PadDry(from, until)),
        Kind("lights-failure", (_, from, until) => new LightsFailure(from, until)),

        // Water, feed, litter.
        Kind("water-leak", (s, from, until) => new WaterLeak(
            from, until, s.Required("liters-per-hour", Positive), s.Optional("line", Number, 1), s.Optional("zone", Zone, 2))),
        Kind("water-blockage", (s, from, until) => new WaterBlockage(from, until, s.Optional("line", Maybe(Number), null))),
        Kind("feed-auger-failure", (_, from, until) => new FeedAugerFailure(from, until)),
        Kind("feed-bin-empty", (_, from, until) => new FeedBinEmpty(from, until)),
        Kind("litter-wetting", (s, from, until) => new LitterWetting(from, until, s.Required("liters-per-hour", Positive), s.Optional("zone", Zone, 3))),

        // Birds.
        Kind("huddling", (s, from, until) => new Huddling(from, until, s.Optional("share-percent", Percent, 40))),
        Kind("smothering", (s, from, until) => new Smothering(
            from, until, s.Optional("birds", ScalarRules.Whole(1, 100_000), 600), s.Optional("deaths-percent", Percent, 5))),
        Kind("panic", (s, from, until) => new Panic(from, until, s.Optional("birds-taken", ScalarRules.Whole(0, 100_000), 0))),
        Kind("respiratory-disease", (s, from, until) => new RespiratoryDisease(from, until, s.Optional("first-birds", Number, 20))),
        Kind("coccidiosis", (s, from, until) => new Coccidiosis(from, until, s.Optional("first-birds", Number, 200))),
        Kind("avian-influenza", (s, from, until) => new AvianInfluenza(from, until, s.Optional("first-birds", Number, 1))),

        // Sensors.
        Kind("sensor-stuck", (s, from, until) => new SensorStuck(from, until, Sensor(s))),
        Kind("sensor-drifting", (s, from, until) => new SensorDrifting(from, until, Sensor(s), s.Required("per-day", ScalarRules.Finite))),
        Kind("sensor-dead", (s, from, until) => new SensorDead(from, until, Sensor(s))),
        Kind("sensors-swapped", (s, from, until) => new SensorsSwapped(from, until, Sensor(s), s.Required("other", ScalarRules.Text) ?? "")),
        Kind("sensor-saturated", (s, from, until) => new SensorSaturated(from, until, Sensor(s))),
        Kind("sensor-spikes", (s, from, until) => new SensorSpikes(
            from, until, Sensor(s), s.Required("size", Size), s.Optional("every", Wait, TimeSpan.FromMinutes(5)).TotalSeconds)),

        // The way to the cloud, and what sees.
        Kind("network-outage", (_, from, until) => new NetworkOutage(from, until)),
        Kind("agent-clock-wrong", (s, from, until) => new AgentClockWrong(
            from, until, s.Required("by", ClockError) * (s.Optional("behind", ScalarRules.Switch, false) ? -1 : 1))),
        Kind("camera-fault", (s, from, until) => new CameraTrouble(from, until, s.Required("fault", Fault))));

    private static string Sensor(YamlSection section) => section.Required("sensor", ScalarRules.Text) ?? "";

    private static (string Word, EventKind Kind) Kind(string word, Func<YamlSection, DateTimeOffset, DateTimeOffset, CoopEvent> read) => (word, new(word, read));

    private static ScalarRule<T?> Maybe<T>(ScalarRule<T> rule)
        where T : struct => new(rule.Allowed, (string text, out T? value) =>
        {
            var read = rule.TryRead(text, out var found);
            value = read ? found : null;
            return read;
        });
}
