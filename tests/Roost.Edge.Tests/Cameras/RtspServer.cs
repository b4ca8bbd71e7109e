using System.Diagnostics;
using System.Globalization;

namespace Roost.Edge.Tests.Cameras;

/// <summary>A real RTSP server (GStreamer) for one file, on a port of its own.</summary>
internal sealed class RtspServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process process;

    private RtspServer(Process process, int port)
    {
        this.process = process;
        Address = $"rtsp://127.0.0.1:{port}/camera";
    }

    public string Address { get; }

    public static async Task<RtspServer> StartAsync(string file, CancellationToken cancellationToken)
    {
        const string Need = "an RTSP server of GStreamer: install gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad";
        if (!File.Exists(Python))
        {
            Needed.Missing(Need);
        }

        var start = new ProcessStartInfo(Python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(TestContext.CurrentContext.TestDirectory, "Cameras", "rtsp_server.py"), file },
        };
        var process = Process.Start(start)!;
        if (!int.TryParse(await process.StandardOutput.ReadLineAsync(cancellationToken), CultureInfo.InvariantCulture, out var port))
        {
            process.Dispose();
            Needed.Missing(Need);
        }

        return new(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
