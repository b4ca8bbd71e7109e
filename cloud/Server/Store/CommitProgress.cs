namespace Roost.Cloud.Store;

/// <summary>Every batch of an agent up to a number is durable: what the acknowledgement to the agent says.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="Agent">The agent.</param>
/// <param name="CommittedThrough">The highest number below which nothing is missing.</param>
public readonly record struct CommitProgress(string Farm, string Agent, ulong CommittedThrough);
