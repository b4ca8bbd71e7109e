namespace Roost.Cloud.Stills;

/// <summary>A picture of a camera, to be kept.</summary>
internal sealed record Still(string Farm, string Coop, string Camera, DateTimeOffset TakenAt, byte[] Jpeg, bool IsEvidence);

/// <summary>A picture of a camera that is kept.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="TakenAt">When it was taken, UTC.</param>
/// <param name="IsEvidence">Whether an alarm was raised just then.</param>
public sealed record StillEntry(string Camera, DateTimeOffset TakenAt, bool IsEvidence);
