using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>The readings of one coop that an agent sent as one message; stored wholly or not at all.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="Agent">The agent, or the foreign edge node, that sent it.</param>
/// <param name="Coop">The coop that all readings are of.</param>
/// <param name="Number">The agent's batch number, by which a redelivered batch is recognised; null from a node that numbers none.</param>
/// <param name="Readings">The readings; not changed by anyone after the batch was handed over.</param>
public sealed record ReadingBatch(string Farm, string Agent, string Coop, ulong? Number, IReadOnlyList<Reading> Readings);
