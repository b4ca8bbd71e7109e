using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Roost.Cloud.Ingest;

internal static class IngestSlice
{
    public static void AddIngest(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Inbound>();
        builder.Services.AddSingleton<BrokerConnection>();
        builder.Services.AddSingleton<NodeCommands>();
        builder.Services.AddSingleton<TwinCalls>();
        builder.Services.AddSingleton<AgentWatch>();
        builder.Services.AddSingleton<AgentReporter>();
        builder.Services.AddSingleton<BatchProgress>();
        builder.Services.AddSingleton<IngestPump>();
        builder.Services.AddSingleton<Rejections>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Rejections>());
        builder.Services.AddHostedService(services => services.GetRequiredService<BatchProgress>());
        builder.Services.AddHostedService<IngestService>();
        builder.Services.AddHealthChecks().AddCheck<Readiness>("way-in", tags: [Readiness.Tag]);
    }

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: readings that come get stored.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = static check => check.Tags.Contains(Readiness.Tag),
            ResponseWriter = static (context, report) => context.Response.WriteAsJsonAsync(
                new ReadinessAnswer(report.Status == HealthStatus.Healthy, report.Entries.Values.First().Data), context.RequestAborted),
        });
    }

    private sealed record ReadinessAnswer(bool Ready, IReadOnlyDictionary<string, object> Parts);
}
