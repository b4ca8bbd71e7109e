using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>A real web server that takes posts, keeps them, and answers as it is told.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Hook> hooks = new();

    private HookServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IReadOnlyCollection<Hook> Received => hooks;

    /// <summary>What the next posts are answered; "200 {}" when there is nothing here.</summary>
    public ConcurrentQueue<(int Status, string Body, string? RetryAfter)> Answers { get; } = new();

    public static async Task<HookServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new HookServer(app);
        app.MapPost("/{**path}", server.TakeAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public async Task<Hook> ReceiveAsync(Func<Hook, bool> wanted, CancellationToken cancellationToken)
    {
        Hook? found = null;
        await Until.IsTrueAsync(() => (found = hooks.FirstOrDefault(wanted)) is not null, cancellationToken);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        hooks.Enqueue(new(request.Path, request.QueryString.Value ?? "", request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        var (status, text, retryAfter) = Answers.TryDequeue(out var answer) ? answer : (200, "{}", null);
        if (retryAfter is not null)
        {
            request.HttpContext.Response.Headers.RetryAfter = retryAfter;
        }

        return Results.Content(text, "application/json", statusCode: status);
    }
}

/// <summary>One post.</summary>
internal sealed record Hook(string Path, string Query, Dictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
