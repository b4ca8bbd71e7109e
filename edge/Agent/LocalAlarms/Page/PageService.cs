using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Edge.Configuration;

namespace Roost.Edge.LocalAlarms.Page;

/// <summary>
/// Serves the house's own page, for a phone in the house's network when the cloud can't be reached. Whoever reaches it may acknowledge, as whoever stands
/// at the button may; so its address belongs into a network that is the farm's alone.
/// </summary>
internal sealed partial class PageService(
    PageOptions options, AgentConfiguration configuration, HouseAlarms house, AcknowledgingDesk desk, ILogger<PageService> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>Who acknowledged, when it was by the page.</summary>
    public const string Name = "page in the house";

    private const int MostFormBytes = 4096;

    private readonly CoopRules[] rules = [.. configuration.Coops.Select(coop => coop.Rules).OfType<CoopRules>()];
    private WebApplication? app;

    /// <summary>Where it is served; null before the start, or when the address can't be had.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.EndPoint);
            kestrel.Limits.MaxRequestBodySize = MostFormBytes;
            kestrel.AddServerHeader = false;
        });
        app = builder.Build();
        app.Run(AnswerAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            Address = new(app.Urls.First());
            LogServed(Address);
        }
        catch (IOException exception)
        {
            // An address that is taken, or not there yet, must not keep the houses from being watched.
            LogNotServed(options.EndPoint, exception.Message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (app is not null && Address is not null)
        {
            await app.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private Task AnswerAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", "/") => ShowAsync(context),
        ("POST", "/acknowledge") when IsFromThisPage(context.Request) => AcknowledgeAsync(context),
        ("POST", "/acknowledge") => RefuseAsync(context, HttpStatusCode.Forbidden),
        _ => RefuseAsync(context, HttpStatusCode.NotFound),
    };

    private Task ShowAsync(HttpContext context)
    {
        var language = context.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : "en";
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        var zone = rules.Length > 0 ? rules[0].Context.TimeZone : TimeZoneInfo.Utc;
        return context.Response.WriteAsync(
            AlarmPage.Write(configuration.Farm, house.Open, house.NotForBirds, house.IsAtStandstill, TextOf, zone, language), context.RequestAborted);
    }

    private async Task AcknowledgeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var asked = form["alarm"].ToString();
        if (asked == "all")
        {
            await desk.AcknowledgeAllAsync(Name, context.RequestAborted);
        }
        else if (house.Open.FirstOrDefault(alarm => alarm.Acknowledged is null && alarm.Verdict.Alarm.ToString() == asked) is { } alarm)
        {
            await desk.AcknowledgeAsync(alarm, Name, context.RequestAborted);
        }

        context.Response.Redirect("/");
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
    }

    // Another site's page must not press the button from the browser of somebody in this network.
    private static bool IsFromThisPage(HttpRequest request) =>
        !request.Headers.TryGetValue("Origin", out var origin)
        || (Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var site) && site.Authority == request.Host.Value);

    private static Task RefuseAsync(HttpContext context, HttpStatusCode code)
    {
        context.Response.StatusCode = (int)code;
        return Task.CompletedTask;
    }

    private RuleText? TextOf(AlarmId alarm) =>
        rules.FirstOrDefault(each => each.Context.Coop == alarm.Coop)?.Pack.Rules.FirstOrDefault(rule => rule.Name == alarm.Rule)?.Text;

    [LoggerMessage(Level = LogLevel.Information, Message = "The house's own page is at {Address}")]
    private partial void LogServed(Uri address);

    [LoggerMessage(Level = LogLevel.Error, Message = "The house's own page can't be served at {EndPoint}: {Reason}")]
    private partial void LogNotServed(IPEndPoint endPoint, string reason);
}
