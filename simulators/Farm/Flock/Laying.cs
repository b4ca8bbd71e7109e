using Roost.Domain.Breeds;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Flock;

/// <summary>Eggs: the standard's share of hens lays each day, most of them two to six hours after the light comes on.</summary>
internal sealed class Laying(BreedStandard standard, ulong seed)
{
    private const double FirstHour = 1;
    private const double LastHour = 8;

    private RandomStream random = new(SmoothNoise.SeedOf(seed, 700));
    private double condition = 1;
    private double hensToday;

    public int EggsToday { get; private set; }

    /// <summary>Eggs of the day before for each hundred hens.</summary>
    public double HenDayPercent { get; private set; }

    /// <summary>Egg mass of a hen's day now, g, for its heat.</summary>
    public double EggGramsPerDay { get; private set; }

    public void StartDay(int hens, int flockDay, bool first)
    {
        HenDayPercent = first ? standard.HenDayPercentOn(flockDay) : hensToday > 0 ? 100.0 * EggsToday / hensToday : 0;
        (EggsToday, hensToday) = (0, hens);
    }

    /// <summary>Goes on by a minute; <paramref name="wellBeing"/> is 1 when nothing is wrong, and what it costs shows over a day.</summary>
    public void Renew(int hens, int flockDay, double hour, double lightsOnHour, double wellBeing)
    {
        if (!standard.Lays)
            return;

        condition += (wellBeing - condition) / 1440;
        var share = standard.HenDayPercentOn(flockDay) / 100 * condition;
        EggGramsPerDay = share * standard.EggGramsOn(flockDay);

        // A triangle over the laying hours: its mean over a minute, as a share of the day.
        var sinceOn = hour - lightsOnHour;
        var (middle, half) = ((FirstHour + LastHour) / 2, (LastHour - FirstHour) / 2);
        var density = Math.Max(0, 1 - (Math.Abs(sinceOn - middle) / half)) / half / 60;
        EggsToday += random.Poisson(hens * share * density);
    }
}
