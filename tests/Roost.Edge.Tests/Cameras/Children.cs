namespace Roost.Edge.Tests.Cameras;

/// <summary>Finds the ffmpeg processes of a source, whoever started them.</summary>
internal static class Children
{
    public static IReadOnlyList<int> Of(string source)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && CommandLineOf(folder) is var line
                && line.Contains("ffmpeg", StringComparison.Ordinal) && line.Contains(source, StringComparison.Ordinal))
            {
                found.Add(id);
            }
        }

        return found;
    }

    private static string CommandLineOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
