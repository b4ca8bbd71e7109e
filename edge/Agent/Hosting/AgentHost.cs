using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Roost.Edge.ChainTests;
using Roost.Edge.Configuration;
using Roost.Edge.Drivers;
using Roost.Edge.LocalAlarms;
using Roost.Edge.Signals;
using Roost.Edge.Spool;
using Roost.Edge.Uplink;
using Roost.Edge.Watching;

namespace Roost.Edge.Hosting;

/// <summary>Puts the agent together: the table of contents of this project.</summary>
internal static class AgentHost
{
    /// <summary>How long a stop may take.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2.5);

    /// <param name="clock">Dates readings and paces polls.</param>
    /// <param name="machine">Real time, for network and disk.</param>
    public static HostApplicationBuilder CreateBuilder(AgentConfiguration configuration, TimeProvider clock, TimeProvider machine)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(configuration).AddSingleton(clock).AddSingleton(new MachineClock(machine));
        builder.AddSpool(configuration.Spool);
        builder.AddSignals(configuration);
        builder.AddLocalAlarms(configuration.Alarms);
        builder.AddChainTests();
        builder.AddUplink();
        builder.AddDrivers();
        builder.AddWatching();
        return builder;
    }

    /// <summary>One line an event on standard error, in UTC; standard output stays empty.</summary>
    public static void AddConsoleLog(this HostApplicationBuilder builder) => builder.Logging
        .AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .AddFilter("Microsoft", LogLevel.Warning)
        .Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
}
