namespace Roost.Cloud.Hosting;

/// <summary>The service can't start, for a reason that its user can put right; the message is one sentence that says so.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
