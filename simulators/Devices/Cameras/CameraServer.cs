using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Roost.Simulators.Cameras;

/// <summary>
/// A camera over HTTP on the loopback address, as cheap network cameras are: <c>/stream.mjpg</c>, <c>/frame.jpg</c>, and what no real
/// camera has, <c>/truth</c>. While the camera is unplugged, pictures answer 503. Starts once.
/// </summary>
/// <param name="camera">What is shown; whoever owns it runs it.</param>
/// <param name="port">TCP port; 0 takes a free one.</param>
internal sealed class CameraServer(LiveCamera camera, int port) : IAsyncDisposable
{
    private const string Boundary = "roost-frame";

    private WebApplication? application;

    /// <summary>Where it listens, <c>http://127.0.0.1:port</c>; valid once started.</summary>
    public Uri Address => new(application!.Urls.First());

    /// <summary>Listens from here on.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(CameraServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        // Viewers that hang must not delay the end: a camera that stops just stops.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        application = builder.Build();
        application.MapGet("/stream.mjpg", StreamAsync);
        application.MapGet("/frame.jpg", FrameAsync);
        application.MapGet("/truth", TruthAsync);
        await application.StartAsync(cancellationToken);
    }

    /// <summary>Closes the port and every viewer's connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        if (IsAway(context))
        {
            return;
        }

        context.Response.ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";
        context.Response.Headers.CacheControl = "no-store";
        using var ending = Ending(context);
        try
        {
            await foreach (var jpeg in camera.Jpegs.WatchAsync(ending.Token))
            {
                var head = $"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n";
                await context.Response.WriteAsync(head, ending.Token);
                await context.Response.Body.WriteAsync(jpeg, ending.Token);
                await context.Response.WriteAsync("\r\n", ending.Token);
                await context.Response.Body.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer went away or the camera stops.
        }
    }

    private async Task FrameAsync(HttpContext context)
    {
        if (IsAway(context))
        {
            return;
        }

        using var ending = Ending(context);
        try
        {
            await foreach (var jpeg in camera.Jpegs.WatchAsync(ending.Token))
            {
                context.Response.ContentType = "image/jpeg";
                context.Response.ContentLength = jpeg.Length;
                context.Response.Headers.CacheControl = "no-store";
                await context.Response.Body.WriteAsync(jpeg, ending.Token);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (OperationCanceledException)
        {
            // The viewer went away or the camera stops.
        }
    }

    private async Task TruthAsync(HttpContext context)
    {
        context.Response.ContentType = "application/jsonl";
        context.Response.Headers.CacheControl = "no-store";
        using var ending = Ending(context);
        try
        {
            await foreach (var line in camera.Truths.WatchAsync(ending.Token))
            {
                await context.Response.Body.WriteAsync(line, ending.Token);
                await context.Response.Body.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader went away or the camera stops.
        }
    }

    private bool IsAway(HttpContext context)
    {
        if (camera.Scene.Fault != CameraFault.Unplugged)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return true;
    }

    private CancellationTokenSource Ending(HttpContext context) => CancellationTokenSource.CreateLinkedTokenSource(
        context.RequestAborted, application!.Lifetime.ApplicationStopping);
}
