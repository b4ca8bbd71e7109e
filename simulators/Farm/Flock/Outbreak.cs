using Roost.Simulation.Events;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Flock;

/// <summary>
/// The course of an infection through the flock: susceptible, exposed, infectious, removed (SEIR), as shares of the living birds, in steps
/// of a minute. Who dies is drawn, the spread is the mean's.
/// </summary>
internal sealed class Outbreak(Disease disease, int birds)
{
    private const double Days = 1.0 / 1440;

    private double susceptible = 1 - (Math.Min(1, (double)disease.FirstBirds / birds));
    private double exposed = Math.Min(1, (double)disease.FirstBirds / birds);
    private double removed;

    public Disease Disease => disease;

    /// <summary>Ill and infectious birds, as a share.</summary>
    public double Ill { get; private set; }

    /// <summary>Goes on by a minute; returns how many die in it.</summary>
    public int Renew(int alive, bool spreads, ref RandomStream random)
    {
        var infected = spreads ? disease.SpreadPerDay * susceptible * Ill * Days : 0;
        var broken = exposed / disease.LatentDays * Days;
        var over = Ill / disease.InfectiousDays * Days;
        var deaths = Math.Min(alive, random.Poisson(over * disease.DeathsPercent / 100 * alive));
        susceptible -= infected;
        exposed += infected - broken;
        Ill += broken - over;
        removed += over * (1 - (disease.DeathsPercent / 100));

        var left = susceptible + exposed + Ill + removed;
        if (left > 0)
            (susceptible, exposed, Ill, removed) = (susceptible / left, exposed / left, Ill / left, removed / left);

        return deaths;
    }
}
