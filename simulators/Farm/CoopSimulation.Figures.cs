using Roost.Simulation.House;
using Roost.Simulation.Numbers;
using Roost.Simulation.Sensors;

namespace Roost.Simulation;

/// <content>The true values, for sensors and for whoever asks.</content>
public sealed partial class CoopSimulation
{
    /// <summary>How it really is, which no sensor says; made anew at each call.</summary>
    public CoopFigures Truth
    {
        get
        {
            var values = signals.Values;
            return new()
            {
                FlockDay = IsEmpty ? null : calendar.FlockDay,
                Birds = flock.Birds,
                BirdWeightGrams = IsEmpty ? 0 : flock.Grams,
                TemperatureSetPointCelsius = controller.SetPointCelsius,
                FrontTemperatureCelsius = air.Celsius[0],
                MiddleTemperatureCelsius = air.Celsius[1],
                RearTemperatureCelsius = air.Celsius[2],
                OutsideTemperatureCelsius = outside.Now.Celsius,
                RelativeHumidityPercent = values[Signals.Humidity + 1],
                AmmoniaPpm = air.AmmoniaPpm(1),
                CarbonDioxidePpm = 1e6 * air.CarbonDioxide[1],
                StaticPressurePascals = values[Signals.Pressure],
                AirSpeedMetersPerSecond = wind[1],
                IlluminanceLux = lamps.Lux,
                FanSpeedPercent = Percent(ventilation.Speed),
                FanCommandPercent = Percent(ventilation.Commanded),
                HeaterPercent = 100 * heaters.Share,
                HeaterCommandPercent = 100 * heaters.CommandedShare,
                BirdsFoundDead = walk.FoundToday,
                BirdsCounted = values[Signals.BirdCount],
                WaterLiters = lines.TotalLiters,
                FeedKilograms = flock.FeedTodayKilograms,
                MainsPower = disturbances.MainsPresent,
                ActivityPercent = values[Signals.Activity],
                Flock = IsEmpty ? null : flock.Figures(calendar, values[Signals.Activity], flock.Dead - walk.Found),
                Controller = new(
                    controller.SetPointCelsius, controller.Stage, controller.TimerShare, controller.Tunnel, controller.PadsOn,
                    [.. heaters.Commanded], watch.Alarms),
                OutsideRelativeHumidityPercent = outside.Now.HumidityPercent,
                FrontRelativeHumidityPercent = values[Signals.Humidity],
                RearRelativeHumidityPercent = values[Signals.Humidity + 2],
                FrontAmmoniaPpm = air.AmmoniaPpm(0),
                RearAmmoniaPpm = air.AmmoniaPpm(2),
                FrontCarbonDioxidePpm = 1e6 * air.CarbonDioxide[0],
                RearCarbonDioxidePpm = 1e6 * air.CarbonDioxide[2],
                VentilationCubicMetersPerHour = 3600 * ventilation.Flows.Total,
                MassTemperatureCelsius = air.MassCelsius.Mean,
                LitterMoisturePercent = [.. air.Litter.ToArray().Select(litter => 100 * litter.MoistureShare)],
                FanSpeedsPercent = [.. ventilation.Speed.Select(speed => 100 * speed)],
                PadsWetPercent = 100 * pads.Wet,
                SideInletsOpenPercent = 100 * ventilation.SideInlet,
                TunnelInletOpenPercent = 100 * ventilation.TunnelInlet,
                Powered = disturbances.Powered,
                ElectricWatts = ventilation.Watts + (lamps.Level * Setup.House.LampWatts),
                BinKilograms = feeders.BinKilograms,
                LineWaterLiters = [.. lines.Liters],
            };
        }
    }

    /// <summary>Writes down every value that a sensor can be put to.</summary>
    private void Measure()
    {
        var values = signals.Values;
        var covered = FloorCoveredPercent();
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            values[Signals.Temperature + zone] = air.Celsius[zone];
            values[Signals.Humidity + zone] = air.HumidityPercent(zone);
            values[Signals.CarbonDioxide + zone] = 1e6 * air.CarbonDioxide[zone];
            values[Signals.Ammonia + zone] = air.AmmoniaPpm(zone);
            values[Signals.AirSpeed + zone] = wind[zone];
            values[Signals.Heater + 1 + zone] = heaters.Burning[zone] ? 100 : 0;
            values[Signals.HeaterCommand + 1 + zone] = heaters.Commanded[zone] ? 100 : 0;
            values[Signals.Occupancy + zone] = covered * flock.Share[zone] * HouseSetup.Zones;
        }

        values[Signals.Temperature + 3] = outside.Now.Celsius;
        values[Signals.Humidity + 3] = outside.Now.HumidityPercent;
        values[Signals.Illuminance] = lamps.Lux;

        // Gusts press on the house; the wind itself is not simulated.
        values[Signals.Pressure] = ventilation.Pascals + (1.2 * SmoothNoise.At(Setup.Seed, 24, Now, TimeSpan.FromSeconds(40)));
        values[Signals.Feed] = flock.FeedTodayKilograms;
        values[Signals.BirdWeight] = IsEmpty ? 0 : flock.Grams * ScaleShare();
        var sideFans = Setup.House.SideFans.Count;
        values[Signals.SideFans] = Percent(ventilation.Speed.AsSpan(0, sideFans));
        values[Signals.TunnelFans] = Percent(ventilation.Speed.AsSpan(sideFans));
        values[Signals.SideFansCommand] = Percent(ventilation.Commanded.AsSpan(0, sideFans));
        values[Signals.TunnelFansCommand] = Percent(ventilation.Commanded.AsSpan(sideFans));
        values[Signals.HeaterCommand] = 100 * heaters.CommandedShare;
        values[Signals.Heater] = 100 * heaters.Share;
        values[Signals.Mains] = disturbances.MainsPresent ? 1 : 0;
        values[Signals.SetPoint] = controller.SetPointCelsius;
        values[Signals.FlockDay] = IsEmpty ? 0 : calendar.FlockDay;
        values[Signals.Activity] = flock.ActivityPercent(Now, lamps.Level);
        values[Signals.Mortality] = walk.FoundToday;
        values[Signals.BirdCount] = IsEmpty ? 0 : flock.Birds + flock.Dead - walk.Found;
        values[Signals.Eggs] = flock.EggsToday;
        values[Signals.Water] = lines.TotalLiters;
        lines.Liters.CopyTo(values, Signals.Water + 1);
        for (var fan = 0; fan < ventilation.Speed.Length; fan++)
            values[signals.Fan + fan] = 100 * ventilation.Speed[fan];
    }

    /// <summary>
    /// Share of the floor under birds, %. A bird covers about 4 dm² at 2.3 kg, and more with its weight to the power of two thirds (the project's
    /// own figure). Birds that press together cover six tenths of what they cover apart (the project's own figure).
    /// </summary>
    private double FloorCoveredPercent() => IsEmpty
        ? 0
        : Math.Min(100, 100 * flock.Birds * 0.04 * PortableMath.TwoThirdsPower(flock.Grams / 2300) * (1 - (0.4 * flock.Huddling))
            / Setup.House.FloorSquareMeters);

    /// <summary>Heavy birds visit a scale less: after four weeks it reads 1 % low for each week more (the project's own figure).</summary>
    private double ScaleShare() =>
        (1 - (0.01 * Math.Clamp((calendar.FlockDay - 28) / 7.0, 0, Setup.Flock.Kind.Lays ? 0 : 4)))
        * (1 + (0.008 * SmoothNoise.At(Setup.Seed, 20, Now, TimeSpan.FromMinutes(40))));

    private static double Percent(ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (var share in shares)
            sum += share;

        return shares.Length > 0 ? 100 * sum / shares.Length : 0;
    }
}
