using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Roost.Cloud.Ingest;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Ingest;

/// <summary>What goes wrong a hundred times in a second is counted a hundred times and told once, with its cause.</summary>
internal sealed class FloodTests
{
    private const int Messages = 100;

    [Test, CancelAfter(60_000)]
    public Task A_failure_of_the_service_itself_is_told_once_with_its_cause(CancellationToken cancellationToken) => ToldOnceAsync(
        new InvalidOperationException("The disk is on fire."), Rejection.Failed, "could not be worked on", "The disk is on fire.", cancellationToken);

    [Test, CancelAfter(60_000)]
    public Task A_closed_store_is_told_once_with_its_cause(CancellationToken cancellationToken) => ToldOnceAsync(
        new StoreUnavailableException("The store is closed."), Rejection.NotTaken, "stays with its agent", "The store is closed.", cancellationToken);

    private static async Task ToldOnceAsync(Exception failure, string kind, string line, string cause, CancellationToken cancellationToken)
    {
        using var log = new KeptLog();
        var store = new HeldStore();
        await using var cloud = await TestCloud.StartAsync(cancellationToken, configure: builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.Replace(ServiceDescriptor.Singleton<ITelemetryStore>(store));
        });
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Online, cancellationToken);
        store.Failure = failure;
        for (ulong batch = 1; batch <= Messages; batch++)
        {
            await agent.DataAsync("coop-1", batch, TestAgent.Now, 20);
        }

        await Until.IsTrueAsync(() => cloud.Rejections.CountOf(kind) == Messages, cancellationToken);
        store.Failure = null;
        var told = log.Lines.Where(each => each.Contains(line, StringComparison.Ordinal)).ToList();
        Assert.That(told, Has.Count.EqualTo(1));
        Assert.That(told[0], Does.Contain(cause));
    }
}
