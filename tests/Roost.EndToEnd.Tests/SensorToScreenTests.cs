using System.Diagnostics;
using System.Globalization;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>The whole way of a reading with every part real: device server, agent, broker, cloud, store, hub, browser.</summary>
[CancelAfter(120_000), NonParallelizable]
internal sealed class SensorToScreenTests
{
    private const int Changes = 20;

    [Test]
    public async Task A_changed_register_is_on_the_coop_page_within_a_second_with_the_time_it_was_measured(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var (_, port) = await house.StartDeviceAsync(cancellationToken, "--set", "0=200");
        house.StartAgent(house.Configure("agent-1", $$"""
              - coop: coop-1
                devices:
                  - driver: modbus-tcp
                    host: 127.0.0.1
                    port: {{port}}
                    unit: 1
                    every: 250ms
                    timeout: 1s
                    readings:
                      - { quantity: temperature, place: front, table: input, address: 0, type: int16, scale: 0.1 }
            """));
        await Eventually.GetAsync("the coop is known", () => house.Cloud.GetAsync("/api/farms/farm/coops/coop-1", cancellationToken), cancellationToken);
        using var pen = await ModbusPen.ConnectAsync(port, cancellationToken);
        var page = await Browser.OpenAsync();
        await page.GotoAsync($"{house.Cloud.Address}coops/farm/coop-1");
        const string Value = "[data-quantity=temperature][data-place=front] .value";
        await page.WaitForFunctionAsync($"() => document.querySelector('{Value}')?.textContent.includes('20.0')");

        var delays = new List<double>();
        for (var change = 1; change <= Changes; change++)
        {
            var shown = (20 + (change * 0.5)).ToString("0.0", CultureInfo.InvariantCulture);
            var before = TimeProvider.System.GetUtcNow();
            var watch = Stopwatch.StartNew();
            await pen.WriteAsync(0, (ushort)(200 + (change * 5)), cancellationToken);
            await page.WaitForFunctionAsync(
                $"shown => document.querySelector('{Value}')?.textContent.includes(shown)", shown, new() { Timeout = 5_000 });
            delays.Add(watch.Elapsed.TotalMilliseconds);

            var takenAt = DateTimeOffset.Parse(
                await page.Locator("[data-quantity=temperature][data-place=front]").First.GetAttributeAsync("data-taken-at") ?? "",
                CultureInfo.InvariantCulture);
            Assert.That(takenAt, Is.InRange(before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow()), "the sensor's own time is on the screen");
        }

        delays.Sort();
        var median = (delays[(Changes / 2) - 1] + delays[Changes / 2]) / 2;
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Measured: sensor to screen, {Changes} changes: median {median:0} ms, fastest {delays[0]:0} ms, slowest {delays[^1]:0} ms"));
        Assert.That(median, Is.LessThan(1_000));
    }
}
