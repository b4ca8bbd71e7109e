using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>The whole service on an InfluxDB.</summary>
[CancelAfter(60_000)]
internal sealed class InfluxServiceTests
{
    [Test]
    public async Task Readings_go_from_mqtt_into_the_influxdb_and_are_there_for_the_next_service(CancellationToken cancellationToken)
    {
        var server = await SharedInflux.GetAsync(cancellationToken);
        string[] settings = ["--Store:Kind", "influx", "--Store:Url", server.Url.ToString(), "--Store:Database", SharedInflux.NewDatabase()];
        using var folder = new TemporaryFolder();
        var takenAt = TestAgent.Now;
        await using (var cloud = await TestCloud.StartAsync(cancellationToken, settings, folder.Path))
        {
            await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
            await agent.NodeBirthAsync(oldestBatch: 1);
            await agent.BirthWithTemperatureAsync("coop-1");
            await agent.DataAsync("coop-1", 1, takenAt, 21.5);
            await agent.DataAsync("coop-1", 2, takenAt.AddMilliseconds(10), 22.5);
            await agent.AckedAsync(2, cancellationToken);
        }

        await using var next = await TestCloud.StartAsync(cancellationToken, settings, folder.Path);
        var series = await next.SeriesAsync("demo-farm", "coop-1", "temperature", "front", takenAt.AddHours(-1), takenAt.AddHours(1), cancellationToken);
        using var export = await next.Http.GetAsync(
            $"/api/farms/demo-farm/export?from={takenAt.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}&to={takenAt.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}", cancellationToken);
        var parquet = await export.Content.ReadAsByteArrayAsync(cancellationToken);
        var snapshot = await next.CoopAsync("demo-farm", "coop-1", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(series.Mean, Is.EqualTo(new double?[] { 21.5, 22.5 }));
            Assert.That(snapshot!.Latest.Single().Reading.Value, Is.EqualTo(22.5));
            Assert.That(parquet.Take(4), Is.EqualTo("PAR1"u8.ToArray()));
        }
    }
}
