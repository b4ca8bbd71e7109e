using Roost.Simulation.Events;

namespace Roost.Simulation.Machines;

/// <summary>Evaporative pads: wet some minutes after the pump starts, dry some minutes after it stops.</summary>
internal sealed class Pads(PadSetup? setup)
{
    /// <summary>0 dry, 1 wet.</summary>
    public double Wet { get; private set; }

    /// <summary>Share of the way from dry to wet bulb that the air is cooled.</summary>
    public double Share => setup is null ? 0 : setup.Efficiency * Wet;

    public void Step(Disturbances now, bool commanded)
    {
        if (setup is not null)
            Wet += ((commanded && now.Powered && !now.PadsDry ? 1 : 0) - Wet) * 10 / (setup.SecondsToSoak + 10);
    }
}
