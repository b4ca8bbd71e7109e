using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using MimeKit;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>A real SMTP server (Debian's aiosmtpd) in a process of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private MailServer(int port)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Script(), folder.Path, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
    }

    public int Port { get; private set; }

    /// <summary>What makes a service send its mail here.</summary>
    public string[] Settings => ["--Notify:Mail:Host", "127.0.0.1", "--Notify:Mail:Port", $"{Port}", "--Notify:Mail:Tls", "none", "--Notify:Mail:From", "roost@farm.example", "--Notify:HeartbeatEvery", "0"];

    public static async Task<MailServer> StartAsync(CancellationToken cancellationToken, int port = 0)
    {
        var server = new MailServer(port);
        var line = await server.process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The mail server did not start; install python3-aiosmtpd (./roost test does).");
        server.Port = int.Parse(line, CultureInfo.InvariantCulture);
        return server;
    }

    /// <summary>Answers 451 to every message, or no longer.</summary>
    public void SetBusy(bool isBusy) => Set("busy", isBusy);

    /// <summary>Answers 550 to every recipient, or no longer.</summary>
    public void SetRefusing(bool isRefusing) => Set("no", isRefusing);

    /// <summary>Everything received so far, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Received =>
        [.. Directory.EnumerateFiles(folder.Path, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))];

    /// <summary>Waits until a message as wanted has come.</summary>
    public async Task<MimeMessage> ReceiveAsync(Func<MimeMessage, bool> wanted, CancellationToken cancellationToken)
    {
        MimeMessage? found = null;
        await Until.IsTrueAsync(() => (found = Received.FirstOrDefault(wanted)) is not null, cancellationToken);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private void Set(string name, bool isSet)
    {
        var path = Path.Combine(folder.Path, name);
        if (isSet)
        {
            File.WriteAllText(path, "");
        }
        else
        {
            File.Delete(path);
        }
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "foreign", "smtp-server.py"));
}
