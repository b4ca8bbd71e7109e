using Roost.Simulation.House;
using Roost.Simulation.Sensors;

namespace Roost.Simulation.Events;

/// <summary>Why an event can't happen in a coop.</summary>
public static class EventProblem
{
    /// <summary>A sentence that says what the coop does not have, or why the event is none; null when it can happen.</summary>
    public static string? Of(CoopEvent happening, CoopSetup setup)
    {
        var what = happening.GetType().Name;
        var house = setup.House;
        var (machine, number, most) = happening switch
        {
            FanFailure fan => ("fan", fan.Fan, house.SideFans.Count + house.TunnelFans.Count),
            BeltSlip fan => ("fan", fan.Fan, house.SideFans.Count + house.TunnelFans.Count),
            HeaterFailure heater => ("heater", heater.Heater ?? 1, HouseSetup.Zones),
            HeaterStuckOn heater => ("heater", heater.Heater ?? 1, HouseSetup.Zones),
            WaterBlockage line => ("drinker line", line.Line ?? 1, house.WaterLines),
            WaterLeak line when line.Zone is < 1 or > HouseSetup.Zones => ("part of the house", line.Zone, HouseSetup.Zones),
            WaterLeak line => ("drinker line", line.Line, house.WaterLines),
            LitterWetting wet => ("part of the house", wet.Zone, HouseSetup.Zones),
            _ => ("", 1, 1),
        };
        if (number < 1 || number > most)
        {
            return $"{what} is for {machine} {number}, but this house has only 1 to {most}.";
        }

        if (happening.Until <= happening.From)
        {
            return $"{what} ends at {happening.Until:u}, before it begins at {happening.From:u}.";
        }

        var birds = happening switch
        {
            Smothering pile => pile.Birds,
            Panic panic => panic.BirdsTaken,
            Disease disease => disease.FirstBirds,
            _ => 0,
        };
        return birds > setup.Flock.Birds
            ? $"{what} is for {birds} birds, but the flock has only {setup.Flock.Birds}."
            : happening is SensorsSwapped swapped ? OfSwapped(swapped, setup)
            : null;
    }

    // Which sensors there are is checked where they are made.
    private static string? OfSwapped(SensorsSwapped swapped, CoopSetup setup)
    {
        var plans = setup.Sensors ?? SensorLayout.Of(setup.House, setup.Flock.Kind);
        var (one, other) = (plans.FirstOrDefault(plan => plan.Name == swapped.Sensor), plans.FirstOrDefault(plan => plan.Name == swapped.Other));
        return swapped.Sensor == swapped.Other || (one is not null && other is not null && one.Quantity != other.Quantity)
            ? $"{nameof(SensorsSwapped)} is for {swapped.Sensor} and {swapped.Other}, but only two sensors of one quantity can be mistaken for each other."
            : null;
    }
}
