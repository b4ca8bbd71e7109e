using Roost.Simulation.Events;
using Roost.Simulation.Flock;

namespace Roost.Simulation.Machines;

/// <summary>The lamps of a house, by the kind of bird and its age.</summary>
internal sealed class Lamps(BirdKind kind)
{
    public LightProgramme Programme { get; private set; }

    /// <summary>The programme says light.</summary>
    public bool ShouldBeOn { get; private set; }

    /// <summary>There is light.</summary>
    public bool Lit { get; private set; }

    /// <summary>0 dark, 1 full light; comes up and goes down over a quarter of an hour.</summary>
    public double Level { get; private set; }

    public double Lux => Level * Programme.Lux;

    public void StartDay(int? flockDay) =>
        Programme = kind.Lays && flockDay is { } day ? LightProgramme.OfLayers(day) : LightProgramme.Of(flockDay);

    public void Step(Disturbances now, double hour)
    {
        var level = Programme.Level(hour, 0.25);
        ShouldBeOn = hour >= Programme.OnHour && hour < Programme.OffHour;
        Lit = ShouldBeOn && now.Powered && !now.LightsFail;
        Level = Lit ? level : 0;
    }
}
