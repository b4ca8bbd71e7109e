using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Roost.Cloud.Alarms;
using Roost.Cloud.Api.Series;
using Roost.Cloud.Broker;
using Roost.Cloud.Flocks;
using Roost.Cloud.Stills;

namespace Roost.Cloud.Api;

/// <summary>The REST API, its description and the dashboard's files.</summary>
internal static class ApiSlice
{
    // The dashboard is one origin: its own scripts, its own hub. Inline styles are what a chart library sets on its canvases.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // What lies below these and does not exist is missing; it is no page of the dashboard.
    private static readonly string[] OtherRooms = ["/api", "/ack", "/live", "/health", "/openapi"];

    // Fallbacks are of these methods alone, so that what answers GET answers POST with 405, not with 404.
    private static readonly HttpMethodMetadata Reading = new([HttpMethods.Get, HttpMethods.Head]);

    // Built files bear a name of what is in them and never change; the others are asked for anew.
    private static readonly StaticFileOptions Files = new()
    {
        OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
    };

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddDescription();
        builder.Services.Configure<BrotliCompressionProviderOptions>(static options => options.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(static options => options.Level = CompressionLevel.Optimal);
        builder.Services.AddResponseCompression(static options =>
        {
            // Built files alone, which hold no secret: what is told over HTTPS could otherwise be guessed from its compressed length.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/manifest+json"];
        });
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(static (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapFarms();
        api.MapOverview();
        api.MapBroker();
        api.MapAgents();
        api.MapSeries();
        api.MapSeriesSet();
        api.MapExport();
        api.MapReadings();
        api.MapPreviews();
        api.MapStills();
        api.MapDiagnostics();
        api.MapAlarms();
        api.MapFlocks();
        app.MapOpenApi();
    }

    /// <summary>Serves the dashboard; every path that is no file and in none of the other rooms is a page of it.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        foreach (var room in OtherRooms)
        {
            app.MapFallback($"{room}/{{**rest}}", () => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
                .WithMetadata(Reading).ExcludeFromDescription();
        }

        if (!app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
        {
            // A service without screens is still a service: ingest and API work on.
            app.MapFallback(() => TypedResults.Problem("The dashboard is not built; ./roost build does it.", statusCode: StatusCodes.Status404NotFound))
                .WithMetadata(Reading).ExcludeFromDescription();
            return;
        }

        app.UseResponseCompression();
        app.UseDefaultFiles();
        app.UseStaticFiles(Files);
        app.MapFallbackToFile("index.html", Files);
    }
}
