namespace Roost.Simulators.Demo;

/// <summary>Where the programs that the demo starts were published, or built: <c>{bin}/{program}/{configuration}/{program}.dll</c>.</summary>
internal sealed class ProgramFiles
{
    private readonly string bin;
    private readonly string configuration;

    /// <exception cref="DemoException">A program that the demo needs is missing.</exception>
    public ProgramFiles(string bin)
    {
        this.bin = Path.GetFullPath(bin);
        configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        foreach (var program in (string[])["Roost.Cloud", "Roost.Edge"])
        {
            if (!File.Exists(Of(program)))
            {
                throw new DemoException($"The program \"{Of(program)}\" is missing; build it with ./roost build.");
            }
        }
    }

    /// <summary>The runtime that runs this process; the programs may have no other way to find one.</summary>
    public static string Runtime { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>The build that this program itself belongs to.</summary>
    public static string OwnBin() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    /// <summary>Full path of a program's assembly.</summary>
    public string Of(string program) => Path.Combine(bin, program, configuration, $"{program}.dll");
}
