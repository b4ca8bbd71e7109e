namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>A timeline at one moment, to go on from.</summary>
/// <param name="Through">Event time up to which it had judged; <see cref="DateTimeOffset.MinValue"/> before the first reading.</param>
/// <param name="State">All of it, its newest readings included.</param>
public sealed record Checkpoint(DateTimeOffset Through, byte[] State);
