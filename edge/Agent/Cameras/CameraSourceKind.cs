using System.Text.RegularExpressions;

namespace Roost.Edge.Cameras;

/// <summary>Where pictures come from.</summary>
internal enum CameraSourceKind
{
    /// <summary>A recording on disk.</summary>
    File = 1,

    /// <summary>A network camera: <c>rtsp://</c> or <c>rtsps://</c>.</summary>
    Rtsp,

    /// <summary>A network camera or server: <c>http://</c> or <c>https://</c>.</summary>
    Http,

    /// <summary>A local camera: <c>/dev/videoN</c>.</summary>
    Device,
}

/// <summary>Tells the kinds of source apart. Only these are taken: ffmpeg itself would also open pipes, playlists and programs.</summary>
internal static partial class CameraSources
{
    /// <summary>Finds the kind of a source; false, with what is wrong as the end of a sentence, when it is none.</summary>
    public static bool TryKindOf(string source, out CameraSourceKind kind, out string problem)
    {
        problem = "";
        kind = default;
        if (string.IsNullOrWhiteSpace(source) || source.Any(char.IsControl))
        {
            problem = "is empty or holds a control character";
        }
        else if (source[0] == '-')
        {
            problem = "starts with a dash, which would be an option and no source";
        }
        else if (Scheme().Match(source) is { Success: true } match)
        {
            kind = match.Value switch
            {
                "rtsp://" or "rtsps://" => CameraSourceKind.Rtsp,
                "http://" or "https://" => CameraSourceKind.Http,
                _ => default,
            };
            problem = kind == default ? $"is of a kind (\"{match.Value}\") that is not taken"
                : Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? ""
                : "is no address with a host";
        }
        else
        {
            kind = Device().IsMatch(source) ? CameraSourceKind.Device : CameraSourceKind.File;
        }

        return problem.Length == 0;
    }

    /// <summary>What is said of a source in logs and reasons: without user name and password.</summary>
    public static string WithoutPassword(string text) => Credentials().Replace(text, "://");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:(//)?")]
    private static partial Regex Scheme();

    [GeneratedRegex("^/dev/video[0-9]{1,3}$")]
    private static partial Regex Device();

    [GeneratedRegex("://[^/\\s]*@")]
    private static partial Regex Credentials();
}
