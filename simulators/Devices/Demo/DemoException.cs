namespace Roost.Simulators.Demo;

/// <summary>The demo can't start or go on, for a reason that its user can put right; the message is one sentence that says so.</summary>
internal sealed class DemoException(string sentence, Exception? inner = null) : Exception(sentence, inner);
