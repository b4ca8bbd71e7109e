using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Edge.Cameras;
using Roost.Edge.ChainTests;
using Roost.Edge.Configuration;
using Roost.Edge.Drivers;
using Roost.Edge.LocalAlarms.Sirens;
using Roost.Edge.Spool;

namespace Roost.Edge.Signals;

internal static class SignalsFeature
{
    /// <summary>Adds the register, with every configured series in it before the first birth, and the way from a sample to the spool.</summary>
    public static void AddSignals(this IHostApplicationBuilder builder, AgentConfiguration configuration)
    {
        var register = new SeriesRegister();
        foreach (var coop in configuration.Coops)
        {
            register.Register(coop.Coop);
            foreach (var series in SeriesOf(coop))
            {
                register.Register(coop.Coop, series);
            }

            if (coop.Rules is not null && configuration.Alarms?.Siren is not null)
            {
                register.Register(coop.Coop, SirenReport.Series);
            }

            register.Register(coop.Coop, SpoolGauge.SeriesOf(configuration.Agent));
            register.Register(coop.Coop, ChainTestInput.SeriesOf(configuration.Agent));
        }

        builder.Services.AddSingleton(register).AddSingleton<Reporter>();
    }

    private static IEnumerable<SeriesDefinition> SeriesOf(CoopOptions coop) =>
    [
        .. coop.Devices.OfType<PolledDeviceOptions>().SelectMany(device => device.Series),
        .. coop.Cameras.SelectMany(CameraSeries.Of),
    ];
}
