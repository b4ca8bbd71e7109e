using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Edge.LocalAlarms.Page;
using Roost.Edge.LocalAlarms.Sirens;

namespace Roost.Edge.LocalAlarms;

internal static class LocalAlarmsFeature
{
    /// <summary>
    /// Adds what judges the houses on the spot. Added before all that reads or sends: it knows again how alarms stood before anything asks, and at the
    /// end it has heard the last reading.
    /// </summary>
    public static void AddLocalAlarms(this IHostApplicationBuilder builder, AlarmOptions? options)
    {
        builder.Services.AddSingleton<HouseAlarms>().AddSingleton<AcknowledgingDesk>().AddHostedService<JudgingService>();
        if (options?.Siren is { } siren)
        {
            builder.Services.AddSingleton(siren).AddSingleton<SirenReport>().AddHostedService<SirenService>();
            builder.Services.AddHostedService(services => services.GetRequiredService<SirenReport>());
        }

        if (options?.Button is { } button)
        {
            builder.Services.AddSingleton(button).AddHostedService<ButtonService>();
        }

        if (options?.Page is { } page)
        {
            builder.Services.AddSingleton(page).AddSingleton<PageService>().AddHostedService(services => services.GetRequiredService<PageService>());
        }
    }
}
