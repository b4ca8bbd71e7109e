namespace Roost.Cloud.Flocks.Figures;

/// <summary>What the birds of a coop weighed when they were last weighed, beside their breed's standard.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Flock">The flock that lives there.</param>
/// <param name="Date">The farm-local day of the weighing; today's where scales weigh.</param>
/// <param name="Grams">Mean weight of a bird, g.</param>
/// <param name="StandardGrams">The standard's weight at the middle of that day, g; above 0.</param>
public sealed record FlockWeight(string Coop, string Flock, DateOnly Date, double Grams, double StandardGrams);
