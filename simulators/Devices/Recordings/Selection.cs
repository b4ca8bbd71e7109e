namespace Roost.Simulators.Recordings;

/// <summary>Which readings of a recording are wanted.</summary>
/// <param name="Coops">The coops; empty for all.</param>
/// <param name="Quantities">Kebab-case names of the quantities; empty for all.</param>
/// <param name="From">Readings from then on, UTC; null from the beginning.</param>
/// <param name="Until">Readings before then, UTC; null to the end.</param>
internal sealed record Selection(IReadOnlyList<string> Coops, IReadOnlyList<string> Quantities, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>The whole recording.</summary>
    public static readonly Selection All = new([], [], null, null);
}
