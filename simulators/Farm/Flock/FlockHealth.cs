using Roost.Simulation.Events;

namespace Roost.Simulation.Flock;

/// <summary>All infections of a flock together, and what they do to its appetite, movement and litter.</summary>
internal sealed class FlockHealth
{
    private readonly List<Outbreak> outbreaks = [];

    /// <summary>Share of the usual appetite that is left.</summary>
    public double Appetite { get; private set; } = 1;

    /// <summary>Share of the usual movement that is left.</summary>
    public double Liveliness { get; private set; } = 1;

    public double ShareIll { get; private set; }

    /// <summary>Share of the gain that feed still makes.</summary>
    public double Gain => 1 - (0.3 * ShareIll);

    /// <summary>Share of the living that died of disease within the last day, about.</summary>
    public double DyingPerDay { get; private set; }

    /// <summary>Water that ill birds' guts lose, mL a day for each kg of flock.</summary>
    public double LooseMillilitersPerKilogramDay { get; private set; }

    /// <summary>Begins the infections among what goes on now.</summary>
    public void Begin(IReadOnlyList<CoopEvent> active, int birds)
    {
        foreach (var happening in active)
        {
            if (happening is Disease disease && birds > 0 && !outbreaks.Exists(outbreak => ReferenceEquals(outbreak.Disease, disease)))
                outbreaks.Add(new(disease, birds));
        }
    }

    /// <summary>Goes on by a minute; returns how many birds die of disease.</summary>
    public int Renew(DateTimeOffset when, int alive, ref Numbers.RandomStream random)
    {
        if (outbreaks.Count == 0)
            return 0;

        var deaths = 0;
        (Appetite, Liveliness, ShareIll, LooseMillilitersPerKilogramDay) = (1, 1, 0, 0);
        foreach (var outbreak in outbreaks)
        {
            deaths += outbreak.Renew(alive - deaths, outbreak.Disease.IsOnAt(when), ref random);
            Appetite *= 1 - (outbreak.Ill * outbreak.Disease.AppetiteLossPercent / 100);
            Liveliness *= 1 - (outbreak.Ill * outbreak.Disease.ActivityLossPercent / 100);
            LooseMillilitersPerKilogramDay += outbreak.Ill * outbreak.Disease.LooseDroppingsMillilitersPerKilogramDay;
            ShareIll = Math.Max(ShareIll, outbreak.Ill);
        }

        DyingPerDay += ((1440.0 * deaths / Math.Max(1, alive)) - DyingPerDay) / 1440;
        return deaths;
    }
}
