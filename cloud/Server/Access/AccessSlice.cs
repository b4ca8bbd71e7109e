using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Access;

/// <summary>Who may look and act.</summary>
internal static class AccessSlice
{
    /// <summary>Adds it. It needs the database slice's tables, so add it after that.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AccessOptions>>(new UnknownKeys<AccessOptions>(builder.Configuration.GetSection(AccessOptions.Section)));
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<KeyGate>();
        builder.Services.AddHostedService<FirstKeyNotice>();
    }

    /// <summary>Stands before all endpoints.</summary>
    /// <remarks>The gate is made with the first request: a part that is made before the settings are looked through would tell its own mistakes alone.</remarks>
    public static void UseAccess(this WebApplication app) =>
        app.Use(static (HttpContext context, RequestDelegate next) => context.RequestServices.GetRequiredService<KeyGate>().PassAsync(context, next));
}
