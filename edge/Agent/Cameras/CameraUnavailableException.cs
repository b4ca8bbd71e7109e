namespace Roost.Edge.Cameras;

/// <summary>The camera gives no pictures for a reason of the world; try again later. The message is the reason, one sentence.</summary>
public sealed class CameraUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
