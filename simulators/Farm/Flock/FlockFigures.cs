namespace Roost.Simulation.Flock;

/// <summary>What a bird can die of here.</summary>
public enum DeathCause
{
    /// <summary>What every flock loses.</summary>
    Usual = 1,

    Heat,

    Cold,

    Gas,

    Disease,

    Smothered,

    Predator,

    /// <summary>No water or no feed for too long.</summary>
    Want,
}

/// <summary>How the birds are, as one word.</summary>
public enum HealthState
{
    Healthy = 1,

    /// <summary>Too hot, too cold, thirsty or hungry.</summary>
    Stressed,

    /// <summary>A share of the birds that can be noticed is ill.</summary>
    Ill,

    /// <summary>Birds die of it now.</summary>
    Dying,
}

/// <summary>The flock at one moment. Shares are of the living birds, from 0 to 1.</summary>
public sealed record FlockFigures
{
    public required double AgeDays { get; init; }

    public required int BirdsAlive { get; init; }

    /// <summary>Died since the farm's midnight.</summary>
    public required int DeathsToday { get; init; }

    /// <summary>Died since the simulation began, by cause.</summary>
    public required IReadOnlyDictionary<DeathCause, int> Deaths { get; init; }

    public required double WeightGrams { get; init; }

    /// <summary>Standard deviation of single birds' weights, % of the mean.</summary>
    public required double WeightSpreadPercent { get; init; }

    /// <summary>Eaten since the farm's midnight.</summary>
    public required double FeedTodayKilograms { get; init; }

    /// <summary>Drunk since the farm's midnight, without what leaked.</summary>
    public required double WaterTodayLiters { get; init; }

    /// <summary>Eaten since placement, for each bird that was there at the time.</summary>
    public required double FeedPerBirdGrams { get; init; }

    /// <summary>Share of the floor on which something moves, %.</summary>
    public required double ActivityPercent { get; init; }

    public required double ShareHuddling { get; init; }

    /// <summary>Of the birds, what lies in a pile at the front of the house.</summary>
    public required double SharePiled { get; init; }

    /// <summary>Of the birds, what runs about in fright.</summary>
    public required double ShareFrightened { get; init; }

    /// <summary>Dead birds that the farmer has not yet found and taken out.</summary>
    public required int DeadLying { get; init; }

    public required double ShareAtFeeder { get; init; }

    public required double ShareAtDrinker { get; init; }

    public required double SharePanting { get; init; }

    public required double ShareIll { get; init; }

    public required HealthState Health { get; init; }

    /// <summary>Core temperature: 41.2 °C when well; deaths begin above 44.</summary>
    public required double BodyTemperatureCelsius { get; init; }

    /// <summary>The air as the birds feel it, with humidity and wind (Bjerg et al. 2018).</summary>
    public required double EffectiveTemperatureCelsius { get; init; }

    /// <summary>Laid since the farm's midnight; 0 for birds that are not kept for eggs.</summary>
    public required int EggsToday { get; init; }

    /// <summary>Eggs of the day before for each hundred hens.</summary>
    public required double HenDayPercent { get; init; }

    /// <summary>How the birds spread over front, middle and rear, as shares: a third each when nothing draws or drives them.</summary>
    public required IReadOnlyList<double> ShareByZone { get; init; }
}
