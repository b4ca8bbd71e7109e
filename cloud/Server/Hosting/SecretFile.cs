namespace Roost.Cloud.Hosting;

/// <summary>A file that holds a key: made when it is missing, readable by its owner alone.</summary>
internal static class SecretFile
{
    /// <summary>Reads the file, or makes it.</summary>
    /// <exception cref="StartupException">It can't be read or made.</exception>
    public static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : Made(path, make());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The key \"{path}\" can't be read or made: {exception.Message}", exception);
        }
    }

    private static byte[] Made(string path, byte[] key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Whole under another name first: a crash leaves no half key.
        var whole = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(whole, options))
        {
            file.Write(key);
            file.Flush(flushToDisk: true);
        }

        File.Move(whole, path, overwrite: false);
        return key;
    }
}
