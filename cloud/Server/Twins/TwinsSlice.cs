using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Serialization;
using Roost.Alarms;

namespace Roost.Cloud.Twins;

internal static class TwinsSlice
{
    public static void AddTwins(this WebApplicationBuilder builder)
    {
        builder.Host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(gatewayPort: 0);
            silo.Configure<ClusterMembershipOptions>(options => options.DefunctSiloCleanupPeriod = null);
            // Alarms cross rarely; their records need no knowledge of Orleans.
            silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(static type => type.Assembly == typeof(AlarmId).Assembly));
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(1));
        });
        builder.Services.ReplaceListeners();
    }

    /// <summary>One silo is a cluster of its own: nobody calls it from outside, so it needs no port, and several servers fit on a machine.</summary>
    private static void ReplaceListeners(this IServiceCollection services)
    {
        for (var index = 0; index < services.Count; index++)
        {
            if (services[index] is { IsKeyedService: true } found && found.ServiceType == typeof(IConnectionListenerFactory))
            {
                services[index] = new ServiceDescriptor(found.ServiceType, found.ServiceKey, new ClosedListener());
            }
        }
    }
}
