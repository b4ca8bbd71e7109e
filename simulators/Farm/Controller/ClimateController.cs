using Roost.Simulation.Flock;
using Roost.Simulation.House;
using Roost.Simulation.Machines;

namespace Roost.Simulation.Controller;

/// <summary>What the controller's own instruments show; NaN for what shows nothing.</summary>
internal struct ControllerReadings
{
    public ByZone Celsius;
    public double OutsideCelsius;
    public double HumidityPercent;
    public double OutsideHumidityPercent;
    public double CarbonDioxidePpm;
    public double Pascals;
}

/// <summary>
/// The house's own computer: set-points by age, a five-minute cycle of minimum ventilation, one fan more for each step of warmth, the
/// change to tunnel ventilation, pads, heaters, inlets by pressure. It sees the house through its sensors alone, so a wrong sensor makes a
/// wrong climate. Offsets after Aviagen's and Cobb's guides: heaters 0.5 °C below, tunnel 2 to 3.5 °C above, pads not before day 25.
/// </summary>
internal sealed class ClimateController
{
    private const int CycleSteps = 30;
    private const double StepSeconds = 10;
    private const double FirstStageKelvin = 0.5;
    private const double NextStageKelvin = 0.22;

    /// <summary>A tunnel fan more is a quarter of a metre a second of wind, which birds feel as 0.7 K (Bjerg et al. 2018): it is called for later.</summary>
    private const double NextTunnelStageKelvin = 0.4;

    private const double HysteresisKelvin = 0.45;
    private const double AimPascals = 20;
    private const double TunnelPascals = 25;

    private readonly HouseSetup house;
    private readonly BirdKind kind;
    private readonly double sideFanFlow;
    private readonly double tunnelFanFlow;
    private int cycleStep;
    private int stepsSinceChange;
    private double moreAir = 1;
    private double trim = 1;
    private double leastAir;

    public ClimateController(HouseSetup house, BirdKind kind)
    {
        (this.house, this.kind) = (house, kind);
        sideFanFlow = FlowAt(house.SideFans.Curve, AimPascals);
        tunnelFanFlow = FlowAt(house.TunnelFans.Curve, AimPascals);
    }

    private int TunnelFromStage => house.SideFans.Count + 4;

    public double SetPointCelsius { get; private set; }

    /// <summary>Fans that run all the time.</summary>
    public int Stage { get; private set; }

    public bool Tunnel { get; private set; }

    public bool PadsOn { get; private set; }

    /// <summary>Share of the cycle that the timer fans run.</summary>
    public double TimerShare { get; private set; }

    /// <summary>Air that minimum ventilation is to bring now, m³/h.</summary>
    public double LeastAirCubicMetersPerHour => 3600 * leastAir;

    /// <summary>Finds the stage that the air at the start asks for, so that a simulation does not begin with a climb through all of them.</summary>
    public void Start(int stage) => Stage = stage;

    /// <summary>Renews what goes by age, once a minute.</summary>
    public void Renew(double ageDays, double birds, in ControllerReadings readings)
    {
        SetPointCelsius = birds > 0 ? SetPoints.TemperatureCelsius(kind, Math.Max(0, ageDays)) : 12;
        leastAir = birds * SetPoints.LeastAirCubicMetersPerHour(kind, Math.Max(0, ageDays)) / 3600;

        // More air while it is stuffy; or too humid, as long as the house is not cold and the air outside is drier. Heat is paid for only where
        // litter would get wet: above 70 %.
        var celsius = Mean(readings.Celsius);
        var cold = celsius < SetPointCelsius - 1.2;
        var isHeated = celsius < SetPointCelsius + 0.1;
        var stuffy = (readings.CarbonDioxidePpm - 2650) / 50;
        var humid = readings.HumidityPercent - (isHeated ? SetPoints.WetLitterHumidityPercent : SetPoints.MostHumidityPercent(ageDays));
        var outsideIsDrier = !(MoistAir.Ratio(readings.OutsideCelsius, readings.OutsideHumidityPercent) + 0.0005
            > MoistAir.Ratio(celsius, readings.HumidityPercent));
        var worst = Math.Max(double.IsNaN(humid) || cold || !outsideIsDrier ? -5 : humid, double.IsNaN(stuffy) ? -5 : stuffy);
        moreAir = Math.Clamp(moreAir + (0.01 * Math.Clamp(worst, -5, 5)), 1, 3);
    }

    public void Step(in ControllerReadings readings, double ageDays, Ventilation ventilation, Heaters heaters, bool trimInlets)
    {
        var celsius = Mean(readings.Celsius);
        cycleStep = (cycleStep + 1) % CycleSteps;
        stepsSinceChange++;
        if (!double.IsNaN(celsius))
        {
            ChooseStage(celsius - SetPointCelsius, ageDays);
            ChoosePads(celsius - SetPointCelsius, ageDays, readings);
        }

        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var here = double.IsNaN(readings.Celsius[zone]) ? celsius : readings.Celsius[zone];
            var below = SetPointCelsius - here;
            heaters.Commanded[zone] = house.Heaters.Kilowatts > 0 && !Tunnel && !double.IsNaN(here) && below > (heaters.Commanded[zone] ? 0.15 : 0.5);
        }

        CommandFans(ventilation);
        CommandInlets(ventilation, readings.Pascals, trimInlets);
    }

    private static double FlowAt(FanCurve curve, double pascals) =>
        curve.FreeCubicMetersPerHour / 3600 * Math.Sqrt(Math.Max(0, 1 - (pascals / curve.ShutOffPascals)));

    private static double Mean(in ByZone celsius)
    {
        double sum = 0;
        var count = 0;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            if (!double.IsNaN(celsius[zone]))
            {
                sum += celsius[zone];
                count++;
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }

    private void ChooseStage(double above, double ageDays)
    {
        var most = MostStage(ageDays);
        if (Stage > most)
            Stage = most;
        else if (stepsSinceChange >= 2 && Stage < most && above > StageKelvin(Stage))
            (Stage, stepsSinceChange) = (Stage + 1, 0);
        else if (stepsSinceChange >= 6 && Stage > 0 && above < StageKelvin(Stage - 1) - HysteresisKelvin)
            (Stage, stepsSinceChange) = (Stage - 1, 0);

        var tunnelFrom = TunnelFromStage;
        Tunnel = house.TunnelFans.Count > 0 && house.Inlets.TunnelSquareMeters > 0 && ageDays >= 14
            && Stage >= (Tunnel ? tunnelFrom - 2 : tunnelFrom);
    }

    /// <summary>How far above the set-point the air must be for the next fan after so many.</summary>
    private double StageKelvin(int stage) =>
        FirstStageKelvin + (NextStageKelvin * Math.Min(stage, TunnelFromStage)) + (NextTunnelStageKelvin * Math.Max(0, stage - TunnelFromStage));

    /// <summary>Air speed is kept off young birds: at most 0.3 m/s to day 5, 0.5 to day 14, 1.8 to day 21 (Ross broiler handbook 2025).</summary>
    private int MostStage(double ageDays) => ageDays switch
    {
        < 5 => house.SideFans.Count,
        < 14 => house.SideFans.Count + Math.Min(2, house.TunnelFans.Count),
        < 21 => house.SideFans.Count + Math.Min(6, house.TunnelFans.Count),
        _ => house.SideFans.Count + house.TunnelFans.Count,
    };

    private void ChoosePads(double above, double ageDays, in ControllerReadings readings)
    {
        PadsOn = house.Pads is not null && Tunnel && ageDays >= 25
            && above > (PadsOn ? 3 : 4)
            && readings.OutsideCelsius >= (PadsOn ? 27 : 28)
            && readings.OutsideHumidityPercent < 75
            && readings.HumidityPercent < (PadsOn ? 88 : 82);
    }

    private void CommandFans(Ventilation ventilation)
    {
        var (side, tunnel) = Tunnel
            ? (0, Math.Min(house.TunnelFans.Count, Stage - 2))
            : (Math.Min(Stage, house.SideFans.Count), Math.Max(0, Stage - house.SideFans.Count));

        // The timer makes up for what the fans that run all the time lack of the minimum.
        var lacking = ((leastAir * moreAir) - (side * sideFanFlow) - (tunnel * tunnelFanFlow)) / sideFanFlow;
        var timed = lacking > 0 ? Math.Min(house.SideFans.Count - side, (int)Math.Ceiling(lacking / 0.9)) : 0;
        TimerShare = timed > 0 ? Math.Clamp(lacking / timed, 0, 1) : 0;
        var running = Math.Clamp((TimerShare * CycleSteps) - cycleStep, 0, 1);
        for (var fan = 0; fan < ventilation.Commanded.Length; fan++)
        {
            var sideFan = fan < house.SideFans.Count;
            ventilation.Commanded[fan] = sideFan
                ? fan < side ? 1 : fan < side + timed ? running : 0
                : fan - house.SideFans.Count < tunnel ? 1 : 0;
        }

        var flow = ((side + timed) * sideFanFlow) + (tunnel * tunnelFanFlow);
        var opening = trim * flow / Math.Sqrt(2 * (Tunnel ? TunnelPascals : AimPascals) / MoistAir.Density);
        var forInlets = Math.Max(0, opening - house.LeakSquareMeters);
        ventilation.SideInletTarget = Tunnel ? 0 : Math.Min(1, forInlets / house.Inlets.SideSquareMeters);
        ventilation.TunnelInletTarget = Tunnel
            ? Math.Min(1, forInlets / house.Inlets.TunnelSquareMeters)
            : Math.Clamp((forInlets - house.Inlets.SideSquareMeters) / Math.Max(1, house.Inlets.TunnelSquareMeters), 0, 1);
    }

    /// <summary>Opens a little more or less than reckoned, slowly, until the pressure is what it should be.</summary>
    private void CommandInlets(Ventilation ventilation, double pascals, bool trimInlets)
    {
        if (trimInlets && pascals > 3 && (TimerShare == 0 || cycleStep > 3) && ventilation.Commanded[0] is 0 or 1)
        {
            var aim = Tunnel ? TunnelPascals : AimPascals;
            trim = Math.Clamp(trim * (1 + (0.02 * Math.Clamp((pascals - aim) / aim, -1, 1) * StepSeconds / 60)), 0.75, 1.25);
        }
    }
}
