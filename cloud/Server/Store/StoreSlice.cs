using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store.DuckDb;
using Roost.Cloud.Store.Influx;

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
        builder.Services.AddSingleton<InfluxTelemetryStore>();
        builder.Services.AddSingleton(Chosen<ITelemetryStore>);
        builder.Services.AddSingleton(Chosen<IHostedService>);
        return builder;
    }

    private static T Chosen<T>(IServiceProvider services)
        where T : class =>
        services.GetRequiredService<IOptions<StoreOptions>>().Value.KindValue == StoreKind.Influx
            ? (T)(object)services.GetRequiredService<InfluxTelemetryStore>()
            : (T)(object)services.GetRequiredService<DuckDbTelemetryStore>();
}
