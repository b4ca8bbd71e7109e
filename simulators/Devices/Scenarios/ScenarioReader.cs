using System.Globalization;
using Roost.Configuration;
using Roost.Simulation;
using Roost.Simulation.Events;
using Roost.Simulation.Flock;
using Roost.Simulation.House;
using Roost.Simulation.Machines;
using Roost.Simulation.Sensors;
using Roost.Simulation.Weather;

namespace Roost.Simulators.Scenarios;

/// <summary>Reads a scenario's YAML. All mistakes are told at once, each as one sentence with its path in the file.</summary>
internal static class ScenarioReader
{
    private static readonly ScalarRule<TimeSpan> Length = ScalarRules.Duration(TimeSpan.FromHours(1), TimeSpan.FromDays(700));
    private static readonly ScalarRule<TimeSpan> Span = ScalarRules.Duration(TimeSpan.FromSeconds(10), TimeSpan.FromDays(700));

    private static readonly ScalarRule<BirdKind> Kind = ScalarRules.OneOf([.. BirdKind.All.Select(kind => (kind.Name, kind))]);

    private static readonly ScalarRule<HeaterFuel> Fuel = ScalarRules.OneOf(
        ("flued", HeaterFuel.Flued), ("propane", HeaterFuel.UnfluedPropane), ("natural-gas", HeaterFuel.UnfluedNaturalGas));

    private static readonly ScalarRule<DateOnly> Day = new("a day as 2025-01-31", (string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value));

    private static readonly ScalarRule<TimeOnly> Hour = new("a time of day as \"14:30\"", (string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out value));

    private static readonly ScalarRule<TimeZoneInfo> Zone = new("an IANA time zone such as Asia/Shanghai", (string text, out TimeZoneInfo value) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out value!));

    private static readonly ScalarRule<double> Degrees = ScalarRules.Number(-40, 60, "degrees Celsius from -40 to 60");
    private static readonly ScalarRule<double> Humidity = ScalarRules.Number(1, 100, "a percentage from 1 to 100");
    private static readonly ScalarRule<double> Acidity = ScalarRules.Number(4, 9.5, "a pH from 4 to 9.5");
    private static readonly ScalarRule<double> Positive = ScalarRules.Number(0, 1e6, "a number from 0");

    /// <exception cref="SetupException">The file can't be read, or something in it is wrong.</exception>
    public static Scenario ReadFile(string file)
    {
        try
        {
            return Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The scenario \"{file}\" can't be read: {exception.Message}");
        }
    }

    /// <param name="name">The scenario's.</param>
    /// <param name="text">Its YAML.</param>
    /// <param name="folder">Where files that it names lie.</param>
    /// <exception cref="SetupException">Something in it is wrong.</exception>
    public static Scenario Read(string name, string text, string folder = ".")
    {
        List<string> mistakes = [];
        var top = YamlSection.Parse(text, Path.GetFullPath(folder), mistakes, $"Scenario {name}", "title, about, flock, length and events");
        var title = ReadTitle(top);
        var about = top.Required("about", ScalarRules.Text) ?? "";
        var length = top.Required("length", Length);
        var setup = ReadSetup(top);
        foreach (var problem in mistakes.Count == 0 ? setup.Problems() : [])
        {
            top.Reject(problem);
        }

        var events = top.Sections("events", required: false).Select(each => ReadEvent(each, setup, length)).ToList();
        var mayFollow = top.Values("may-follow", ScenarioAlarms.Rule);
        top.RejectUnknownKeys();
        for (var index = 0; mistakes.Count == 0 && index < events.Count; index++)
        {
            if (EventProblem.Of(events[index].Event, setup) is { } problem)
            {
                top.Reject($"events[{index}]: {problem}");
            }
        }

        return mistakes.Count == 0
            ? new(name, title, about.Trim(), setup, length, events, mayFollow)
            : throw new SetupException([.. mistakes.Select(mistake => $"Scenario {name}: {mistake}")]);
    }

    private static Dictionary<string, string> ReadTitle(YamlSection top)
    {
        var section = top.Section("title");
        if (section is null)
        {
            return [];
        }

        var title = new Dictionary<string, string>
        {
            ["en"] = section.Required("en", ScalarRules.Text),
            ["zh-CN"] = section.Required("zh-CN", ScalarRules.Text),
        };
        section.RejectUnknownKeys();
        return title;
    }

    private static CoopSetup ReadSetup(YamlSection top)
    {
        var flock = new FlockSetup(BirdKind.Ross308, 20_000, DateOnly.MinValue.AddYears(2000));
        if (top.Section("flock") is { } section)
        {
            flock = new FlockSetup(
                section.Required("kind", Kind) ?? BirdKind.Ross308,
                section.Optional("birds", ScalarRules.Whole(1, 100_000), 20_000),
                section.Required("hatched", Day) is var hatched && hatched == default ? flock.PlacedOn : hatched)
            {
                AgeAtStartDays = section.Optional("age", ScalarRules.Whole(0, 700), 0),
            };
            section.RejectUnknownKeys();
        }

        var zone = top.Optional("time-zone", Zone, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")) ?? TimeZoneInfo.Utc;
        return new CoopSetup
        {
            Flock = flock,
            House = ReadHouse(top.OptionalSection("house")),
            Weather = ReadWeather(top.OptionalSection("weather"), zone),
            TimeZone = zone,
            Seed = (ulong)top.Optional("seed", ScalarRules.Whole(0, int.MaxValue), 1),
        };
    }

    private static HouseSetup ReadHouse(YamlSection? section)
    {
        var house = new HouseSetup();
        if (section is null)
        {
            return house;
        }

        house = house with
        {
            Litter = house.Litter with
            {
                BuiltUp = section.Optional("built-up-litter", ScalarRules.Switch, house.Litter.BuiltUp),
                MoisturePercent = section.Optional("litter-moisture-percent", Humidity, house.Litter.MoisturePercent),
                Acidity = section.Optional("litter-acidity", Acidity, house.Litter.Acidity),
            },
            Heaters = house.Heaters with
            {
                Kilowatts = section.Optional("heater-kilowatts", Positive, house.Heaters.Kilowatts),
                Fuel = section.Optional("heater-fuel", Fuel, house.Heaters.Fuel),
            },
            SensorsOnBattery = section.Optional("sensors-on-battery", ScalarRules.Switch, house.SensorsOnBattery),
            Pads = section.Optional("pads", ScalarRules.Switch, true) ? house.Pads : null,
            WallsWattsPerKelvin = section.Optional("walls-watts-per-kelvin", Positive, house.WallsWattsPerKelvin),
            WaterLines = section.Optional("water-lines", ScalarRules.Whole(1, 20), house.WaterLines),
        };
        section.RejectUnknownKeys();
        return house;
    }

    private static WeatherSetup ReadWeather(YamlSection? section, TimeZoneInfo zone)
    {
        var weather = new WeatherSetup();
        if (section is null)
        {
            return weather;
        }

        if (section.OptionalSection("steady") is { } steady)
        {
            weather = WeatherSetup.Steady(steady.Required("celsius", Degrees), steady.Required("humidity-percent", Humidity));
            steady.RejectUnknownKeys();
        }
        else if (section.OptionalSection("series") is { } series)
        {
            weather = weather with { Series = WeatherSeries.Read(series, zone) };
            series.RejectUnknownKeys();
        }

        weather = weather with
        {
            MeanCelsius = section.Optional("mean-celsius", Degrees, weather.MeanCelsius),
            SeasonCelsius = section.Optional("season-celsius", Positive, weather.SeasonCelsius),
            DailySwingCelsius = section.Optional("daily-swing-celsius", Positive, weather.DailySwingCelsius),
            FrontsCelsius = section.Optional("fronts-celsius", Positive, weather.FrontsCelsius),
            DewPointBelowMeanCelsius = section.Optional("dew-point-below-mean-celsius", Positive, weather.DewPointBelowMeanCelsius),
        };
        section.RejectUnknownKeys();
        return weather;
    }

    private static ScenarioEvent ReadEvent(YamlSection section, CoopSetup setup, TimeSpan length)
    {
        var kind = section.Required("what", EventKinds.Rule);
        var from = Moment(section, setup, length);
        var lasts = section.Optional("for", Span, TimeSpan.MaxValue);
        var (expected, late) = (Alarms(section, "expect"), Alarms(section, "late"));
        if (kind is null)
        {
            return new("", new NetworkOutage(from, from), []);
        }

        var happens = kind.Read(section, from, lasts == TimeSpan.MaxValue ? DateTimeOffset.MaxValue : from + lasts);
        RejectUnknownSensors(section, setup, happens);
        section.RejectUnknownKeys();
        return new(kind.Word, happens, expected) { Late = late };
    }

    private static List<ExpectedAlarm> Alarms(YamlSection section, string key) => [.. section.Sections(key, required: false).Select(each =>
    {
        var danger = new BirdDanger(Given("before-ammonia-hours"), Given("before-ill-percent"));
        var alarm = new ExpectedAlarm(
            each.Required("alarm", ScenarioAlarms.Rule), each.Required("within", Span), danger == new BirdDanger(null, null) ? null : danger);
        each.RejectUnknownKeys();
        return alarm;

        double? Given(string limit) => key == "expect" && each.Optional(limit, Positive, 0) is var most and > 0 ? most : null;
    })];

    /// <summary>A farm-local time of a day that is counted from 0 at the scenario's begin.</summary>
    private static DateTimeOffset Moment(YamlSection section, CoopSetup setup, TimeSpan length)
    {
        var day = section.Required("day", ScalarRules.Whole(0, 700));
        var moment = At(setup, day, section.Optional("at", Hour, TimeOnly.MinValue));
        if (length > TimeSpan.Zero && moment >= At(setup, 0, TimeOnly.MinValue) + length)
        {
            section.Reject($"{section.At("day")} is {day}, but the scenario is over by then; lengthen it or choose an earlier day or hour.");
        }

        return moment;
    }

    private static DateTimeOffset At(CoopSetup setup, int day, TimeOnly time)
    {
        var local = setup.Flock.PlacedOn.AddDays(setup.Flock.AgeAtStartDays + day).ToDateTime(time);
        return new DateTimeOffset(local, setup.TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static void RejectUnknownSensors(YamlSection section, CoopSetup setup, CoopEvent happens)
    {
        var known = (setup.Sensors ?? SensorLayout.Of(setup.House, setup.Flock.Kind)).Select(plan => plan.Name).ToList();
        Check("sensor", (happens as SensorEvent)?.Sensor);
        Check("other", (happens as SensorsSwapped)?.Other);

        void Check(string key, string? sensor)
        {
            if (sensor is { Length: > 0 } && !known.Contains(sensor))
            {
                section.Reject($"{section.At(key)} is \"{sensor}\", but the house's sensors are {string.Join(", ", known)}.");
            }
        }
    }
}
