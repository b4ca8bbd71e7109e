using Roost.Domain.Readings;
using Roost.Simulation.Controller;
using Roost.Simulation.Events;
using Roost.Simulation.Flock;
using Roost.Simulation.House;
using Roost.Simulation.Machines;
using Roost.Simulation.Sensors;
using Roost.Simulation.Weather;

namespace Roost.Simulation;

/// <summary>
/// A coop, stepped: house, flock, machines, controller and sensors act on each other, and what happens to one shows in all. Equal setups
/// and events give equal figures to the last bit. No clock of its own, no I/O; not thread-safe.
/// </summary>
public sealed partial class CoopSimulation
{
    private const int StepsPerMinute = 6;
    private const double StepSeconds = 10;

    /// <summary>What one step advances.</summary>
    public static readonly TimeSpan StepLength = TimeSpan.FromSeconds(StepSeconds);

    private readonly FarmCalendar calendar;
    private readonly Disturbances disturbances;
    private readonly OutsideAir outside;
    private readonly HouseAir air;
    private readonly Ventilation ventilation;
    private readonly Heaters heaters;
    private readonly Pads pads;
    private readonly Lamps lamps;
    private readonly Feeders feeders;
    private readonly WaterLines lines;
    private readonly LivingFlock flock;
    private readonly FarmersWalk walk;
    private readonly ClimateController controller;
    private readonly ControllerWatch watch = new();
    private readonly Signals signals;
    private readonly SensorBank sensors;
    private ByZone wind;
    private long steps;

    /// <summary>Creates the coop at the farm's day and time that the setup begins with.</summary>
    /// <param name="setup">What the coop is.</param>
    /// <param name="events">What happens to it, in any order.</param>
    /// <exception cref="ArgumentException">The setup can't be; or an event is for something that the house does not have, or ends before it begins.</exception>
    public CoopSimulation(CoopSetup setup, IReadOnlyList<CoopEvent> events)
    {
        if (setup.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(" ", problems), nameof(setup));

        foreach (var happening in events)
        {
            if (EventProblem.Of(happening, setup) is { } problem)
                throw new ArgumentException(problem, nameof(events));
        }

        Setup = setup;
        Events = events;
        SensorPlans = setup.Sensors ?? SensorLayout.Of(setup.House, setup.Flock.Kind);
        var flockSetup = setup.Flock;
        Now = FarmCalendar.Midnight(flockSetup.PlacedOn.AddDays(flockSetup.AgeAtStartDays), setup.TimeZone).ToUniversalTime()
            + setup.StartTime.ToTimeSpan();

        calendar = new(setup.TimeZone, flockSetup.PlacedOn);
        disturbances = new(events, setup.House);
        outside = new(setup.Weather, setup.WeatherSeed ?? setup.Seed);
        air = new(setup.House, flockSetup.AgeAtStartDays);
        ventilation = new(setup.House);
        heaters = new(setup.House.Heaters);
        pads = new(setup.House.Pads);
        lamps = new(flockSetup.Kind);
        feeders = new(setup.House.Feeders);
        lines = new(setup.House.WaterLines);
        flock = new(flockSetup, setup.Seed);
        walk = new(setup.Seed);
        controller = new(setup.House, flockSetup.Kind);
        signals = new(setup.House);
        sensors = new(SensorPlans, signals, setup.Seed, events);
        instruments = new(sensors);
        Begin();
    }

    public CoopSetup Setup { get; }

    public IReadOnlyList<CoopEvent> Events { get; }

    /// <summary>What each of <see cref="Sensors"/> is.</summary>
    public IReadOnlyList<SensorPlan> SensorPlans { get; }

    /// <summary>The simulated moment, UTC.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>What the sensors show now, in the order of <see cref="SensorPlans"/> and in their quantities' units; NaN for nothing.</summary>
    public ReadOnlySpan<double> Sensors => sensors.Readings;

    /// <summary>How far each sensor's own electronics trust the value: bad with NaN, uncertain at the end of a range.</summary>
    public ReadOnlySpan<Quality> Qualities => sensors.Qualities;

    /// <summary>What went in and out since the start; up to date at each call.</summary>
    public CoopBooks Books
    {
        get
        {
            var (joules, kilograms, cubicMeters) = air.Stored();
            books.Close(joules, kilograms + flock.GutKilograms, cubicMeters);
            return books;
        }
    }

    /// <summary>Whether the sensors, and the house controller that they hang on, have power: from the mains, a generator or a battery.</summary>
    public bool SensorsArePowered => disturbances.Powered || Setup.House.SensorsOnBattery;

    private readonly CoopBooks books = new();
    private readonly ControllerInstruments instruments;

    private bool IsEmpty => flock.Birds == 0;

    /// <summary>Advances by <see cref="StepLength"/>.</summary>
    public void Step()
    {
        Now += StepLength;
        steps++;
        if (calendar.GoTo(Now))
            StartDay(first: false);

        var happened = disturbances.GoTo(Now);
        var minute = steps % StepsPerMinute == 0;
        // A generator takes over in seconds.
        if (happened || minute || !disturbances.Powered)
            disturbances.Renew(Now);

        if (happened)
        {
            flock.Begin(disturbances);
            sensors.Begin(disturbances.Active, Now);
        }

        lamps.Step(disturbances, calendar.Hour);
        var readings = instruments.Read();
        if (minute)
            RenewMinute(readings);

        if (disturbances.Powered)
            controller.Step(readings, calendar.AgeDays, ventilation, heaters, trimInlets: minute);

        Run();
        Measure();
        sensors.Step(signals.Values, SensorsArePowered);
    }

    /// <summary>Steps until <see cref="Now"/> has reached a moment; does nothing when it is past it.</summary>
    public void RunTo(DateTimeOffset until)
    {
        while (Now < until)
            Step();
    }

    private void Begin()
    {
        calendar.GoTo(Now);
        if (disturbances.GoTo(Now))
            flock.Begin(disturbances);

        disturbances.Renew(Now);
        outside.Renew(Now, calendar.Hour, calendar.DayOfYear, disturbances.WeatherKelvin);
        var setPoint = SetPoints.TemperatureCelsius(Setup.Flock.Kind, calendar.AgeDays);
        air.Fill(Setup.Air ?? new(Math.Max(setPoint, outside.Now.Celsius + 1), 60, 1500, 1));
        StartDay(first: true);
        lamps.Step(disturbances, calendar.Hour);
        Measure();
        sensors.Settle(signals.Values);
        sensors.Step(signals.Values, alive: true);
        sensors.Begin(disturbances.Active, Now);
        RenewMinute(instruments.Read());
        var (joules, kilograms, cubicMeters) = air.Stored();
        books.Open(joules, kilograms + flock.GutKilograms, cubicMeters);
    }

    private void StartDay(bool first)
    {
        if (Setup.Flock.LeaveOnDay is { } day && calendar.FlockDay >= day && !IsEmpty)
            flock.Leave(books);

        flock.StartDay(calendar, first);
        walk.StartDay(calendar.Hour);
        lines.StartDay();
        lamps.StartDay(IsEmpty ? null : calendar.FlockDay);
    }

    /// <summary>What changes slowly.</summary>
    private void RenewMinute(in ControllerReadings readings)
    {
        outside.Renew(Now, calendar.Hour, calendar.DayOfYear, disturbances.WeatherKelvin);
        flock.Renew(Now, calendar, lamps.Programme, lamps.Lit, air, wind, disturbances, books);
        walk.Renew(calendar.Hour, flock.Dead);
        air.RenewLitter(Setup.Flock.Kind, flock.ByZone, calendar.AgeDays);
        controller.Renew(calendar.AgeDays, flock.Birds, readings);
        watch.Renew(
            controller, readings, calendar.AgeDays, ventilation.Pascals > 0 || disturbances.Powered && controller.Stage > 0, disturbances.MainsPresent,
            lamps.ShouldBeOn, lines.LitersPerHour, flock.UsualLitersPerHour, feeders.AugerMinutes);
    }

    /// <summary>Machines run, birds live, air moves.</summary>
    private void Run()
    {
        ventilation.Step(disturbances, calendar.AgeDays, air.Celsius.Mean - outside.Now.Celsius);
        pads.Step(disturbances, controller.PadsOn);
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            wind[zone] = 0.1 + (ventilation.Flows.AlongZone(zone) / Setup.House.CrossSectionSquareMeters)
                + (0.1 * Math.Min(1, ventilation.Flows.Total / 20));
        }

        SourcesByZone sources = default;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            sources[zone].AirMetersPerSecond = wind[zone];
            sources[zone].HeatWatts = ((lamps.Level * Setup.House.LampWatts) + (outside.Now.SunWattsPerSquareMeter * Setup.House.FloorSquareMeters))
                / HouseSetup.Zones;
            var wetting = disturbances.WetLitersPerHour[zone] / 3600;
            sources[zone].LitterKilogramsPerSecond = wetting;
            books.WaterIn(wetting * StepSeconds);
        }

        heaters.Step(disturbances, ref sources, books);
        flock.Step(air, wind, lamps.Lit, calendar.Hour, lamps.ShouldBeOn, disturbances, feeders, lines, ref sources, books);
        air.Step(ventilation.Flows, outside.Now, pads.Share, sources, books);
    }
}
