using System.Diagnostics;
using System.Net;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>The real influxd on a free port, with a folder of its own.</summary>
internal sealed class InfluxServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new();
    private readonly string more;
    private Process? process;

    private InfluxServer(string more)
    {
        this.more = more;
        Url = new($"http://127.0.0.1:{FreePort.Next()}");
    }

    public Uri Url { get; }

    public string Folder => folder.Path;

    /// <summary>Starts one.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="more">More lines for its section "http".</param>
    public static async Task<InfluxServer> StartAsync(CancellationToken cancellationToken, string more = "")
    {
        var server = new InfluxServer(more);
        await server.RunAsync(cancellationToken);
        return server;
    }

    /// <summary>Runs it, or runs it again after <see cref="KillAsync"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var configuration = Path.Combine(folder.Path, "influxdb.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            bind-address = "127.0.0.1:0"
            [meta]
            dir = "{folder.Path}/meta"
            [data]
            dir = "{folder.Path}/data"
            wal-dir = "{folder.Path}/wal"
            query-log-enabled = false
            [monitor]
            store-enabled = false
            [http]
            bind-address = "{Url.Authority}"
            log-enabled = false
            {more}
            """,
            cancellationToken);
        var start = new ProcessStartInfo("influxd", ["-config", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true };
        process = Process.Start(start) ?? throw new InvalidOperationException("influxd did not start; install Debian's package influxdb.");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await Until.IsTrueAsync(
            async () =>
            {
                Assert.That(process.HasExited, Is.False, "influxd ended by itself");
                try
                {
                    using var answer = await http.GetAsync(new Uri(Url, "/ping"), cancellationToken);
                    return answer.StatusCode == HttpStatusCode.NoContent;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            cancellationToken);
    }

    /// <summary>Kills it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>What it answers to a statement, as it says it.</summary>
    public async Task<string> AskAsync(string database, string statement, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new("q", statement)]);
        using var answer = await http.PostAsync(new Uri(Url, $"/query?db={database}&epoch=ms"), content, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        http.Dispose();
        folder.Dispose();
    }
}
