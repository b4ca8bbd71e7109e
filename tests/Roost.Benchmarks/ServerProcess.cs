using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Roost.Benchmarks;

/// <summary>A server of Debian's packages on a free port of this machine, with a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, IPEndPoint endPoint, string folder)
    {
        this.process = process;
        EndPoint = endPoint;
        Folder = folder;
    }

    public IPEndPoint EndPoint { get; }

    public string Folder { get; }

    /// <summary>The MQTT broker, without limits on what waits.</summary>
    public static Task<ServerProcess> MosquittoAsync(CancellationToken cancellationToken) => StartAsync(
        "/usr/sbin/mosquitto", "-c", (endPoint, _) => $"listener {endPoint.Port} {endPoint.Address}\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\n", cancellationToken);

    /// <summary>The InfluxDB, as Debian sets it up but for its folders, and that it tidies up at once instead of after hours.</summary>
    public static Task<ServerProcess> InfluxAsync(CancellationToken cancellationToken) => StartAsync(
        "influxd",
        "-config",
        (endPoint, folder) => $"""
            bind-address = "127.0.0.1:0"
            [meta]
            dir = "{folder}/meta"
            [data]
            dir = "{folder}/data"
            wal-dir = "{folder}/wal"
            query-log-enabled = false
            cache-snapshot-write-cold-duration = "5s"
            compact-full-write-cold-duration = "5s"
            [monitor]
            store-enabled = false
            [http]
            bind-address = "{endPoint}"
            log-enabled = false
            """,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<ServerProcess> StartAsync(string program, string option, Func<IPEndPoint, string, string> configure, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-bench-").FullName;
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var configuration = Path.Combine(folder, "server.conf");
        await File.WriteAllTextAsync(configuration, configure(endPoint, folder), cancellationToken);
        var process = Process.Start(new ProcessStartInfo(program, [option, configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, endPoint, folder);
        while (!await IsUpAsync(endPoint, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }

        return server;
    }

    private static async Task<bool> IsUpAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
