using System.Diagnostics;
using System.Text.Json;
using Roost.Cloud.Store;
using Roost.Cloud.Store.Influx;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>
/// The writing end of an InfluxDB 2, <c>/api/v2/write</c>, as VictoriaMetrics has it: the one real server of Debian's packages that takes these
/// requests. It keeps numbers only, and answers no InfluxQL.
/// </summary>
[CancelAfter(60_000)]
internal sealed class VictoriaMetricsTests
{
    [Test]
    public async Task Lines_for_a_bucket_are_taken(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var process = Process.Start(new ProcessStartInfo("victoria-metrics", ["-storageDataPath", folder.Path, "-httpListenAddr", url.Authority, "-retentionPeriod", "10y"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        try
        {
            await Until.IsTrueAsync(() => AnswersAsync(new Uri(url, "/health"), http, cancellationToken), cancellationToken);
            using var connection = new InfluxConnection(InfluxAddress.Of(new StoreOptions { Url = url.ToString(), Bucket = "roost", Organization = "farm", Token = "abc" }));
            var lines = new LineBuffer();
            var at = TimeProvider.System.GetUtcNow().AddMinutes(-10);
            for (var second = 0; second < 60; second++)
            {
                lines.AddReading("reading"u8, LineBuffer.SeriesKey("farm", "鸡舍 1", Quantity.Temperature, "front"), OpenStore.Temperature(at.AddSeconds(second), 20 + (second / 7.0)));
            }

            await connection.WriteAsync(lines.Written, cancellationToken);
            string found = "";
            await Until.IsTrueAsync(
                async () => (found = await http.GetStringAsync(new Uri(url, "/api/v1/export?match[]=reading_value"), cancellationToken)).Length > 0, cancellationToken);
            var series = JsonDocument.Parse(found).RootElement;

            using (Assert.EnterMultipleScope())
            {
                Assert.That(series.GetProperty("metric").GetProperty("coop").GetString(), Is.EqualTo("鸡舍 1"));
                Assert.That(series.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()), Is.EqualTo(Enumerable.Range(0, 60).Select(second => 20 + (second / 7.0))).Within(1e-9));
                Assert.That(series.GetProperty("timestamps")[0].GetInt64(), Is.EqualTo(at.ToUnixTimeMilliseconds()));
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> AnswersAsync(Uri uri, HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(uri, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
