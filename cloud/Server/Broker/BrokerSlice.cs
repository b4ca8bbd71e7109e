using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Broker;

internal static class BrokerSlice
{
    public static void AddBroker(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Broker");
        builder.Services.AddOptions<BrokerOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<BrokerOptions>, BrokerValidator>();
        builder.Services.AddSingleton<IValidateOptions<BrokerOptions>>(new UnknownKeys<BrokerOptions>(section));
        builder.Services.AddSingleton<EmbeddedBroker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EmbeddedBroker>());
    }
}
