namespace Roost.Edge.Configuration;

/// <summary>
/// The agent can't start as it is set up. Every line of the message is one sentence for the person who set it up; no stack trace belongs
/// to it and the process ends with exit code 2.
/// </summary>
internal sealed class SetupException(IReadOnlyList<string> sentences) : Exception(string.Join('\n', sentences))
{
    public SetupException(string sentence)
        : this([sentence])
    {
    }

    public IReadOnlyList<string> Sentences { get; } = sentences;
}
