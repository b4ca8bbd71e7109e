namespace Roost.Configuration;

/// <summary>
/// A program can't start as it is set up. Every line of the message is one sentence for the person who set it up; no stack trace belongs
/// to it and the process ends with exit code 2.
/// </summary>
public sealed class SetupException(IReadOnlyList<string> sentences) : Exception(string.Join('\n', sentences))
{
    /// <summary>One mistake.</summary>
    public SetupException(string sentence)
        : this([sentence])
    {
    }

    /// <summary>One for each mistake.</summary>
    public IReadOnlyList<string> Sentences { get; } = sentences;
}
