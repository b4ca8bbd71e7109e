using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Drivers;
using Roost.Edge.LocalAlarms.Sirens;

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
        }

        builder.Services.AddSingleton(register).AddSingleton<Reporter>();
    }

    private static IEnumerable<SeriesDefinition> SeriesOf(CoopOptions coop) =>
    [
        .. coop.Devices.OfType<PolledDeviceOptions>().SelectMany(device => device.Series),
        .. coop.Cameras.Select(camera => new SeriesDefinition(Quantity.Activity, camera.Camera, Deadband: 0, camera.ReportEvery)),
    ];
}
