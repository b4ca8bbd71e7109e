using Microsoft.Extensions.Options;
using Roost.Cloud.Alarms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Stills;

/// <summary>Pictures that are kept, by the clock and as evidence of alarms.</summary>
internal static class StillsSlice
{
    /// <summary>Adds it; after the database, and before the way in, which hands pictures over until it stops.</summary>
    public static void AddStills(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StillsOptions>().BindConfiguration(StillsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StillsOptions>, StillsOptions.Validator>();
        builder.Services.AddSingleton<IValidateOptions<StillsOptions>>(
            new UnknownKeys<StillsOptions>(builder.Configuration.GetSection(StillsOptions.Section)));
        builder.Services.AddSingleton<StillFiles>();
        builder.Services.AddSingleton<StillArchive>();
        builder.Services.AddSingleton<StillKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StillKeeper>());
        builder.Services.AddSingleton<IAlarmListener, AlarmStills>();
    }
}
