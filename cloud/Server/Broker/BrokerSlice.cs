using Microsoft.Extensions.Options;

namespace Roost.Cloud.Broker;

internal static class BrokerSlice
{
    public static void AddBroker(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BrokerOptions>().Bind(builder.Configuration.GetSection("Broker")).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<BrokerOptions>, BrokerValidator>();
        builder.Services.AddSingleton<EmbeddedBroker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EmbeddedBroker>());
    }
}
