namespace Roost.Simulators.Cameras;

/// <summary>
/// What a camera looks down on, and the only thing it is told: how many birds, how heavy, what they are at, under which light. It may be
/// another one at every frame; the birds then walk to where the new one wants them.
/// </summary>
internal sealed record FlockScene
{
    /// <summary>Most birds that one picture holds, living and dead together.</summary>
    public const int MostBirds = 500;

    /// <summary>Living birds in view.</summary>
    public int Birds { get; init; } = 150;

    /// <summary>Dead birds in view. One more, and a living bird falls where it is; one less, and the first that fell has been carried away.</summary>
    public int DeadBirds { get; init; }

    /// <summary>Mean live weight of a bird, g.</summary>
    public double WeightGrams { get; init; } = 1000;

    /// <summary>Coefficient of variation of the live weight, 0 to 0.3.</summary>
    public double WeightVariation { get; init; } = 0.1;

    /// <summary>How lively the birds are: 0 asleep, nothing moves once all are where they want to be, to 1.</summary>
    public double Activity { get; init; } = 0.5;

    /// <summary>Share of the birds at the feeders, 0 to 1. What the four shares leave walks or stands about.</summary>
    public double FeedingShare { get; init; } = 0.12;

    /// <summary>Share of the birds at the drinkers, 0 to 1.</summary>
    public double DrinkingShare { get; init; } = 0.06;

    /// <summary>Share of the birds that rest where they are, 0 to 1.</summary>
    public double RestingShare { get; init; } = 0.5;

    /// <summary>Share of the birds that press together, as they do when they are cold, 0 to 1.</summary>
    public double HuddlingShare { get; init; }

    /// <summary>What the camera sees by.</summary>
    public HouseLight Light { get; init; } = HouseLight.Day;

    /// <summary>How bright the house is while <see cref="Light"/> is day, lx.</summary>
    public double LightLux { get; init; } = 20;

    /// <summary>Dust on the lens: 0 clean to 1 hardly anything to be seen.</summary>
    public double Dust { get; init; }

    /// <summary>What is wrong with the camera; null when nothing is.</summary>
    public CameraFault? Fault { get; init; }

    /// <summary>Every mistake in this scene, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Birds < 0 || DeadBirds < 0 || Birds + DeadBirds > MostBirds)
        {
            yield return $"A scene holds 0 to {MostBirds} birds, not {Birds} living and {DeadBirds} dead.";
        }

        if (WeightGrams is not (>= 30 and <= 6000))
        {
            yield return $"The mean weight of a scene's birds is 30 to 6000 g, not {WeightGrams}.";
        }

        if (WeightVariation is not (>= 0 and <= 0.3))
        {
            yield return $"The variation of a scene's weights is 0 to 0.3, not {WeightVariation}.";
        }

        foreach (var (name, share) in new[]
        {
            ("activity", Activity), ("feeding share", FeedingShare), ("drinking share", DrinkingShare), ("resting share", RestingShare),
            ("huddling share", HuddlingShare), ("dust", Dust),
        })
        {
            if (share is not (>= 0 and <= 1))
            {
                yield return $"The {name} of a scene is 0 to 1, not {share}.";
            }
        }

        if (FeedingShare + DrinkingShare + RestingShare + HuddlingShare > 1 + 1e-9)
        {
            yield return "The shares of feeding, drinking, resting and huddling birds are more than all birds together; lower one of them.";
        }

        if (LightLux is not (>= 0 and <= 200_000))
        {
            yield return $"The light of a scene is 0 to 200000 lx, not {LightLux}.";
        }
    }
}
