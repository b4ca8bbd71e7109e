namespace Roost.Simulators.Demo;

/// <summary>
/// What a child process prints, in a file of its own: a new one for each run of the demo, the last one kept beside it, neither much larger
/// than the limit. Remembers the last lines to say why a child died. Thread-safe.
/// </summary>
internal sealed class ChildLog : IDisposable
{
    private const long LimitBytes = 4 << 20;
    private const int RememberedLines = 40;

    private readonly Lock gate = new();
    private readonly Queue<string> last = new(RememberedLines);
    private readonly string file;
    private StreamWriter? writer;

    public ChildLog(string folder, string name)
    {
        file = Path.Combine(folder, $"{name}.log");
        writer = Roll();
    }

    /// <summary>Full path of the file.</summary>
    public string File => file;

    /// <summary>The last lines printed, the latest last.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (gate)
            {
                return [.. last];
            }
        }
    }

    /// <summary>Adds a line; null, the end of a stream, adds none.</summary>
    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            if (last.Count == RememberedLines)
            {
                last.Dequeue();
            }

            last.Enqueue(line);
            if (writer is { BaseStream.Length: > LimitBytes })
            {
                writer.Dispose();
                writer = Roll();
            }

            writer?.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            writer?.Dispose();
            writer = null;
        }
    }

    private StreamWriter Roll()
    {
        if (System.IO.File.Exists(file))
        {
            System.IO.File.Move(file, Path.ChangeExtension(file, ".last.log"), overwrite: true);
        }

        return new StreamWriter(file) { AutoFlush = true };
    }
}
