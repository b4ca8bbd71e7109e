using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store.DuckDb;

namespace Roost.Cloud.Store;

/// <summary>Adds the store to the host.</summary>
internal static class StoreSlice
{
    /// <summary>
    /// Adds <see cref="ITelemetryStore"/>. It opens when the host starts and closes when it stops, so add it before what writes to it:
    /// hosted services stop in reverse order.
    /// </summary>
    public static IHostApplicationBuilder AddStore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section).ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptions.Validator>();
        builder.Services.AddSingleton<IValidateOptions<StoreOptions>>(
            new UnknownKeys<StoreOptions>(builder.Configuration.GetSection(StoreOptions.Section)));
        builder.Services.AddSingleton<DuckDbTelemetryStore>();
        builder.Services.AddSingleton<ITelemetryStore>(services => services.GetRequiredService<DuckDbTelemetryStore>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DuckDbTelemetryStore>());
        return builder;
    }
}
