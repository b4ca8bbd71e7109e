using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>A real mail server that keeps what it gets as files. A slow one takes a second for each message, so that a kill finds some under way.</summary>
internal sealed partial class MailDrop : IAsyncDisposable
{
    private readonly string folder;
    private readonly RealProcess server;
    private readonly string port;

    private MailDrop(string folder, RealProcess server, string port) => (this.folder, this.server, this.port) = (folder, server, port);

    /// <summary>What makes a cloud send its mail here.</summary>
    public string[] Settings =>
        ["--Notify:Mail:Host", "127.0.0.1", "--Notify:Mail:Port", port, "--Notify:Mail:Tls", "none", "--Notify:Mail:From", "roost@farm.example"];

    /// <summary>What came, oldest first.</summary>
    public IReadOnlyList<(Guid Id, string To, bool IsRepeat)> Received =>
    [
        .. Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Select(text => (Guid.Parse(Header(text, "X-Roost-Notification")), Header(text, "To"), text.Contains("X-Roost-Repeat: true", StringComparison.Ordinal))),
    ];

    /// <summary>Each message that came more than once.</summary>
    public IReadOnlyList<IGrouping<Guid, (Guid Id, string To, bool IsRepeat)>> Twice => [.. Received.GroupBy(mail => mail.Id).Where(group => group.Count() > 1)];

    public static async Task<MailDrop> StartAsync(CancellationToken cancellationToken, bool isSlow = true)
    {
        var folder = Directory.CreateTempSubdirectory("roost-mails-").FullName;
        if (isSlow)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "slow"), "", cancellationToken);
        }

        var server = RealProcess.Start("mail server", "/usr/bin/python3", [Script(), folder]);
        return new(folder, server, Port().Match(await server.LineAsync("", cancellationToken)).Value);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Header(string text, string name) =>
        text.Split('\n').First(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..].Trim();

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "foreign", "smtp-server.py"));

    [GeneratedRegex(@"^\d+")]
    private static partial Regex Port();
}
