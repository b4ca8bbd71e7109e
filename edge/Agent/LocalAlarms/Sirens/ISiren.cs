namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>
/// Something in the house that is heard. Told again and again what it should do, also when that is what it does already: so that one that was
/// restarted, or that falls back on its own when nobody speaks to it, does the right thing. Never called twice at once.
/// </summary>
internal interface ISiren : IAsyncDisposable
{
    /// <summary>Sounds or is silent.</summary>
    /// <exception cref="SirenUnavailableException">It does not obey.</exception>
    ValueTask SetAsync(bool sounds, CancellationToken cancellationToken);
}

/// <summary>A siren does not obey; the message is one sentence.</summary>
internal sealed class SirenUnavailableException(string sentence, Exception? inner = null) : Exception(sentence, inner);
