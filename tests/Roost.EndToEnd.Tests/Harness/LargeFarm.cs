using System.Globalization;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>A farm of sixty coops that report twenty values each, twice a second.</summary>
internal static class LargeFarm
{
    public const int Coops = 60;

    public static async Task<House> StartAsync(CancellationToken cancellationToken)
    {
        var house = await House.StartAsync(cancellationToken);
        house.Keep(RealProcess.StartRoost(
            "Roost.Simulators", "fleet", "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{house.Cloud.MqttPort}"),
            "--farm", "farm", "--coops", string.Create(CultureInfo.InvariantCulture, $"{Coops}"), "--agents", "6", "--readings", "20", "--every", "500ms"));
        await Eventually.TrueAsync("every coop is there", async () =>
            (await house.Cloud.GetAsync("/api/farms", cancellationToken))!.AsArray().Sum(farm => farm!["coops"]!.AsArray().Count) == Coops, cancellationToken);
        return house;
    }
}
