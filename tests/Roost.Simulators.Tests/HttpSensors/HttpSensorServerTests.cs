using System.Net;
using System.Text.Json;
using Roost.Domain.Readings;
using Roost.Simulation.Sensors;
using Roost.Simulators.Coop;
using Roost.Simulators.HttpSensors;

namespace Roost.Simulators.Tests.HttpSensors;

[CancelAfter(20_000)]
internal sealed class HttpSensorServerTests
{
    private SensorReadings now = new(new(2025, 4, 1, 6, 0, 0, TimeSpan.Zero),
    [
        new(new(Quantity.Ammonia, "middle", Instrument.Dol53), 12.5),
        new(new(Quantity.Temperature, "front", Instrument.Ds18B20), null),
    ]);

    [Test]
    public async Task Each_sensor_says_its_value_unit_and_time(CancellationToken cancellationToken)
    {
        await using var server = new HttpSensorServer(FreePort.Next(), () => now);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{server.Port}") };
        using var one = JsonDocument.Parse(await http.GetStringAsync("/sensors/ammonia/middle", cancellationToken));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.RootElement.GetProperty("value").GetDouble(), Is.EqualTo(12.5));
            Assert.That(one.RootElement.GetProperty("unit").GetString(), Is.EqualTo("ppm"));
            Assert.That(one.RootElement.GetProperty("time").GetDateTimeOffset(), Is.EqualTo(now.Time));
        }

        now = now with { Readings = [new(now.Readings[0].Plan, 13), now.Readings[1]] };
        using var all = JsonDocument.Parse(await http.GetStringAsync("/sensors", cancellationToken));
        Assert.That(all.RootElement.EnumerateArray().Select(each => each.GetProperty("value").ToString()), Is.EqualTo(new[] { "13", "" }));
    }

    [TestCase("/sensors/temperature/front", HttpStatusCode.ServiceUnavailable)]
    [TestCase("/sensors/temperature/roof", HttpStatusCode.NotFound)]
    [TestCase("/", HttpStatusCode.NotFound)]
    public async Task A_dead_sensor_and_one_that_is_none_are_told_apart(string path, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        await using var server = new HttpSensorServer(FreePort.Next(), () => now);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{server.Port}") };
        using var answer = await http.GetAsync(path, cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }
}
