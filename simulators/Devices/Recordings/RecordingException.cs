namespace Roost.Simulators.Recordings;

/// <summary>A recording can't be made, read or played, for a reason that its user can put right; the message is one sentence that says so.</summary>
internal sealed class RecordingException(string sentence, Exception? inner = null) : Exception(sentence, inner);
