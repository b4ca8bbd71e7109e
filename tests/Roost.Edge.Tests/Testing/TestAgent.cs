using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Edge.Configuration;
using Roost.Edge.Drivers;
using Roost.Edge.Hosting;
using Roost.Edge.LocalAlarms;
using Roost.Edge.Spool;

namespace Roost.Edge.Tests.Testing;

/// <summary>A whole agent in this process.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    public const string Farm = "test-farm";
    public const string Name = "agent-1";

    private readonly IHost host;

    private TestAgent(IHost host, TestLog log)
    {
        this.host = host;
        Log = log;
    }

    public TestLog Log { get; }

    public DiskSpool Spool => host.Services.GetRequiredService<DiskSpool>();

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public static Task<TestAgent> StartAsync(int brokerPort, string spool, TimeProvider? machine = null, params DeviceOptions[] devices) =>
        StartAsync(brokerPort, spool, machine, null, null, devices);

    public static async Task<TestAgent> StartAsync(
        int brokerPort, string spool, TimeProvider? machine, AlarmOptions? alarms, CoopRules? rules, params DeviceOptions[] devices)
    {
        var configuration = new AgentConfiguration(
            Farm,
            Name,
            new("127.0.0.1", brokerPort, null, null),
            new(spool, SpoolOptions.DefaultLimitBytes),
            [new CoopOptions("coop-1", devices, [], rules)],
            alarms);
        var builder = AgentHost.CreateBuilder(configuration, TimeProvider.System, machine ?? TimeProvider.System);

        // Its readings would stand between those that a test counts.
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(SpoolGauge)));
        var log = new TestLog();
        builder.Logging.AddProvider(log);
        var agent = new TestAgent(builder.Build(), log);
        await agent.host.StartAsync();
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
