namespace Roost.Simulation.Events;

/// <summary>Birds crowd together, from a draught or fright, though the air is warm enough.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it is over.</param>
/// <param name="SharePercent">Of the birds.</param>
public sealed record Huddling(DateTimeOffset From, DateTimeOffset Until, double SharePercent = 40) : CoopEvent(From, Until);

/// <summary>Birds pile up in a corner; some are smothered, from the fifth minute on.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it is over: 20 to 44 min is usual.</param>
/// <param name="Birds">In the pile: up to 1,200 are reported.</param>
/// <param name="DeathsPercent">Of the birds in the pile, if it lasts for 30 min.</param>
public sealed record Smothering(DateTimeOffset From, DateTimeOffset Until, int Birds = 600, double DeathsPercent = 5) : CoopEvent(From, Until);

/// <summary>Something frightens the whole house: a predator, a noise, a light at night.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it is over.</param>
/// <param name="BirdsTaken">Killed over its time.</param>
public sealed record Panic(DateTimeOffset From, DateTimeOffset Until, int BirdsTaken = 0) : CoopEvent(From, Until);

/// <summary>
/// An infection that spreads from bird to bird; SEIR. The end of the event is the end of new infections (a treatment that works); who is
/// ill then stays so for its time.
/// </summary>
/// <param name="From">When the first birds get infected.</param>
/// <param name="Until">When nobody gets infected any more.</param>
/// <param name="FirstBirds">Infected at first.</param>
public abstract record Disease(DateTimeOffset From, DateTimeOffset Until, int FirstBirds) : CoopEvent(From, Until)
{
    /// <summary>Infections that an infectious bird causes in a day in a healthy flock (β).</summary>
    public required double SpreadPerDay { get; init; }

    public required double LatentDays { get; init; }

    public required double InfectiousDays { get; init; }

    /// <summary>Of the infected, how many die.</summary>
    public required double DeathsPercent { get; init; }

    /// <summary>What an ill bird eats less.</summary>
    public required double AppetiteLossPercent { get; init; }

    /// <summary>What an ill bird moves less.</summary>
    public required double ActivityLossPercent { get; init; }

    /// <summary>Water that an ill bird's gut loses into the litter, mL a day for each kg.</summary>
    public double LooseDroppingsMillilitersPerKilogramDay { get; init; }
}

/// <summary>
/// A mild respiratory disease: infectious bronchitis and its like, which incubates for 18 to 36 h and is through a house within a week. The
/// figures are the project's own.
/// </summary>
public sealed record RespiratoryDisease : Disease
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public RespiratoryDisease(DateTimeOffset from, DateTimeOffset until, int firstBirds = 20)
        : base(from, until, firstBirds) => (SpreadPerDay, LatentDays, InfectiousDays, DeathsPercent, AppetiteLossPercent, ActivityLossPercent)
            = (3, 1.2, 6, 3, 30, 35);
}

/// <summary>Coccidiosis, which many birds take up from the litter at once: feed −5 to −20 %, wet litter, deaths 2 to 15 % of the infected. The course is the project's own.</summary>
public sealed record Coccidiosis : Disease
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public Coccidiosis(DateTimeOffset from, DateTimeOffset until, int firstBirds = 1500)
        : base(from, until, firstBirds)
    {
        (SpreadPerDay, LatentDays, InfectiousDays, DeathsPercent, AppetiteLossPercent, ActivityLossPercent) = (1.4, 2.5, 6, 4, 35, 40);
        LooseDroppingsMillilitersPerKilogramDay = 60;
    }
}

/// <summary>
/// Highly pathogenic avian influenza. Source of spread and course: Gonzales and Elbers 2018 (β 1.1 to 2.0 a day in broilers); latent for 1 day,
/// infectious for 2, nearly all die.
/// </summary>
public sealed record AvianInfluenza : Disease
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public AvianInfluenza(DateTimeOffset from, DateTimeOffset until, int firstBirds = 1)
        : base(from, until, firstBirds) => (SpreadPerDay, LatentDays, InfectiousDays, DeathsPercent, AppetiteLossPercent, ActivityLossPercent)
            = (1.5, 1, 2, 99, 70, 70);
}
