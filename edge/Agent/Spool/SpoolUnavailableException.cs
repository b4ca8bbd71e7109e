namespace Roost.Edge.Spool;

/// <summary>The disk did not take a batch: full, read-only or broken. The batch is not in the spool; trying again later makes sense.</summary>
internal sealed class SpoolUnavailableException(string message, Exception inner) : IOException(message, inner);
