using Microsoft.Extensions.Options;

namespace Roost.Cloud.Farms;

internal static class FarmsSlice
{
    public static void AddFarms(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FarmsOptions>()
            .Configure(options => builder.Configuration.GetSection("Farms").Bind(options.Farms))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<FarmsOptions>, FarmsValidator>();
        builder.Services.AddSingleton<FarmDirectory>();
    }
}
