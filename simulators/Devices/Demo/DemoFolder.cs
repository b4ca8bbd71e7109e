namespace Roost.Simulators.Demo;

/// <summary>The demo's data folder, held by one demo at a time.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly FileStream held;

    /// <exception cref="DemoException">The folder can't be written to, or another demo uses it.</exception>
    public DemoFolder(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Root);
            Directory.CreateDirectory(Logs);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(problem);
        }

        try
        {
            held = new FileStream(Path.Combine(Root, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw Unwritable(problem);
        }
        catch (IOException problem)
        {
            throw new DemoException($"Another demo uses the data folder \"{Root}\"; stop it, or choose another folder with --data.", problem);
        }
    }

    /// <summary>Full path of the folder.</summary>
    public string Root { get; }

    public string StateFile => Path.Combine(Root, "demo.json");

    /// <summary>Where the cloud's store lives.</summary>
    public string Store => Path.Combine(Root, "store");

    /// <summary>What the child processes print.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The folder of an agent; created when missing.</summary>
    public string AgentFolder(string agent) => Directory.CreateDirectory(Path.Combine(Root, "agents", agent)).FullName;

    public void Dispose() => held.Dispose();

    private DemoException Unwritable(Exception problem) =>
        new($"The data folder \"{Root}\" can't be written to; choose another with --data.", problem);
}
