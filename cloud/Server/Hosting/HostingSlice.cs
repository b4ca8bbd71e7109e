using Microsoft.Extensions.Options;

namespace Roost.Cloud.Hosting;

/// <summary>What every slice stands on: the clock, the logs, the limits of the web server, the way to stop.</summary>
internal static class HostingSlice
{
    /// <summary>Longest time that stopping takes before what still runs is cut off.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(3);

    /// <summary>Where the web server listens when nothing else is said: on this machine alone.</summary>
    public const string UsualAddress = "http://127.0.0.1:5080";

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<HostingOptions>()
            .Configure(options => (options.Urls, options.Clock) = (builder.Configuration["urls"], builder.Configuration["Clock"]))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HostingOptions>, HostingValidator>();
        builder.Services.AddSingleton(services => new FarmClock(HostingValidator.ClockOf(services.GetRequiredService<IOptions<HostingOptions>>().Value)));
        builder.Services.AddSingleton<StartupLog>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddHostedService<StopWithInput>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 2_000;
        });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(UsualAddress);
        }

        StartupLog.Configure(builder);
    }
}
