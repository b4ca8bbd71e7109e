using Roost.Simulation.Events;
using Roost.Simulation.House;

namespace Roost.Simulation.Machines;

/// <summary>
/// Fans, inlets and gaps, and the pressure at which what the fans move is what the openings let in: <c>p = (Q/(Cd·A))²·ρ/2</c> against
/// each fan's curve.
/// </summary>
internal sealed class Ventilation
{
    private const double StepSeconds = 10;

    /// <summary>To and fro between parts of the house in still air, m/s over the cross-section (the project's own figure).</summary>
    private const double MixingMetersPerSecond = 0.05;

    private readonly HouseSetup house;
    private readonly double[] freeFlow;
    private readonly double[] shutOff;
    private readonly double[] wearPerDay;
    private readonly double[] wattsPerFlow;
    private double pascals;
    private double balancedOpenings = -1;

    public Ventilation(HouseSetup house)
    {
        this.house = house;
        FanGroup[] groups = [.. Enumerable.Repeat(house.SideFans, house.SideFans.Count), .. Enumerable.Repeat(house.TunnelFans, house.TunnelFans.Count)];
        freeFlow = [.. groups.Select(group => group.Curve.FreeCubicMetersPerHour / 3600)];
        shutOff = [.. groups.Select(group => group.Curve.ShutOffPascals)];
        wearPerDay = [.. groups.Select(group => group.WearPercentPerDay / 100)];
        wattsPerFlow = [.. groups.Select(group => group.WattsPerThousandCubicMetersPerHour * 3.6)];
        Speed = new double[groups.Length];
        Commanded = new double[groups.Length];
    }

    /// <summary>Share of this step that the controller wants each fan to run.</summary>
    public double[] Commanded { get; }

    /// <summary>Speed that each fan has, as a share of full.</summary>
    public double[] Speed { get; }

    /// <summary>Sidewall inlets that the controller wants open, as a share.</summary>
    public double SideInletTarget { get; set; }

    public double TunnelInletTarget { get; set; }

    public double SideInlet { get; private set; }

    public double TunnelInlet { get; private set; }

    /// <summary>Pressure of the house below outside.</summary>
    public double Pascals => pascals;

    /// <summary>What the fans draw from the mains.</summary>
    public double Watts { get; private set; }

    public AirFlows Flows;

    /// <summary>Inlets as the controller wants them, without the way there.</summary>
    public void OpenAtOnce() => (SideInlet, TunnelInlet) = (SideInletTarget, TunnelInletTarget);

    public void Step(Disturbances now, double ageDays, double warmerThanOutside)
    {
        if (now.Powered)
            MoveInlets(now);
        else if (now.InletsStuckAtPercent is { } percent)
            SideInlet = percent / 100;

        var changed = false;
        for (var fan = 0; fan < Speed.Length; fan++)
        {
            var speed = now.Powered && !now.FanFails[fan] ? Commanded[fan] * now.FanSpeed[fan] : 0;
            changed |= speed != Speed[fan];
            Speed[fan] = speed;
        }

        var side = SideInlet * house.Inlets.SideSquareMeters;
        var tunnel = TunnelInlet * house.Inlets.TunnelSquareMeters;
        var openings = side + tunnel + house.LeakSquareMeters;

        // Fans wear too slowly for the pressure to be sought anew while nothing moves.
        if (changed || openings != balancedOpenings)
        {
            pascals = Balance(openings, ageDays);
            balancedOpenings = openings;
        }

        Flows = default;
        Watts = 0;
        double total = 0;
        for (var fan = 0; fan < Speed.Length; fan++)
        {
            var flow = FanFlow(fan, pascals, ageDays);
            var zone = fan < house.SideFans.Count ? fan * HouseSetup.Zones / house.SideFans.Count : HouseSetup.Zones - 1;
            Flows.Out[zone] += flow;
            total += flow;
            Watts += flow * wattsPerFlow[fan];
        }

        // Gaps and wind change some air even when nothing runs; fans that hold a pressure take that over.
        var still = house.StillAirChangesPerHour * house.VolumeCubicMeters / 3600 / HouseSetup.Zones
            * Math.Max(0, 1 - (pascals / 5)) * (0.6 + (0.02 * Math.Min(40, Math.Abs(warmerThanOutside))));
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            Flows.In[zone] = (total * ((side + house.LeakSquareMeters) / HouseSetup.Zones / openings)) + still;
            Flows.Out[zone] += still;
        }

        Flows.ThroughPads = total * tunnel / openings;
        Flows.In[0] += Flows.ThroughPads;
        Flows.Mixing = (MixingMetersPerSecond * house.CrossSectionSquareMeters) + (0.15 * (total - Flows.ThroughPads));
    }

    /// <summary>Air that one fan moves, m³/s.</summary>
    private double FanFlow(int fan, double atPascals, double ageDays)
    {
        var speed = Speed[fan];
        if (speed <= 0)
            return 0;

        // A fan that runs for a part of the step moves so much less; one whose belt slips also holds less pressure.
        var left = 1 - (atPascals / shutOff[fan]);
        return left <= 0 ? 0 : freeFlow[fan] * speed * (1 - (wearPerDay[fan] * Math.Min(ageDays, 200))) * Math.Sqrt(left);
    }

    /// <summary>The pressure at which fans and openings agree, by regula falsi with Illinois' correction from 0 to the highest shut-off.</summary>
    private double Balance(double openings, double ageDays)
    {
        double low = 0, high = 0;
        for (var fan = 0; fan < Speed.Length; fan++)
            high = Speed[fan] > 0 ? Math.Max(high, shutOff[fan]) : high;

        if (high == 0)
            return 0;

        var (atLow, atHigh) = (Excess(low), Excess(high));
        var guess = pascals;
        var side = 0;
        for (var round = 0; round < 40; round++)
        {
            if (guess <= low || guess >= high)
                guess = 0.5 * (low + high);

            var excess = Excess(guess);
            if (Math.Abs(excess) < 1e-4)
                return guess;

            if (excess > 0)
            {
                (low, atLow) = (guess, excess);
                atHigh *= side > 0 ? 0.5 : 1;
                side = 1;
            }
            else
            {
                (high, atHigh) = (guess, excess);
                atLow *= side < 0 ? 0.5 : 1;
                side = -1;
            }

            guess = ((low * atHigh) - (high * atLow)) / (atHigh - atLow);
        }

        return guess;

        double Excess(double atPascals)
        {
            var moved = -openings * Math.Sqrt(2 * atPascals / MoistAir.Density);
            for (var fan = 0; fan < Speed.Length; fan++)
                moved += FanFlow(fan, atPascals, ageDays);

            return moved;
        }
    }

    private void MoveInlets(Disturbances now)
    {
        var most = StepSeconds / house.Inlets.SecondsToOpen;
        if (!now.InletsStuck)
            SideInlet += Math.Clamp(SideInletTarget - SideInlet, -most, most);
        else if (now.InletsStuckAtPercent is { } percent)
            SideInlet = percent / 100;

        TunnelInlet += Math.Clamp(TunnelInletTarget - TunnelInlet, -most, most);
    }
}
