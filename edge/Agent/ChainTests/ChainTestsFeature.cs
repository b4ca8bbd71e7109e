using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Roost.Edge.ChainTests;

internal static class ChainTestsFeature
{
    /// <summary>Adds the way in of the tests of the alarm chain.</summary>
    public static void AddChainTests(this IHostApplicationBuilder builder) => builder.Services
        .AddSingleton<ChainTestInput>()
        .AddHostedService(static services => services.GetRequiredService<ChainTestInput>());
}
