using System.IO.Compression;
using System.Text;
using System.Web;
using Roost.Cloud.Store;
using Roost.Cloud.Store.Influx;
using Roost.Cloud.Tests.Notify;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>
/// Requests as the documentation of each generation asks for them: InfluxDB 1 "Write data with the API", InfluxDB 2 "Write data with the
/// InfluxDB API" and "/query 1.x compatibility API", InfluxDB 3 Core "v1 /write and /query, Authorization: Token".
/// </summary>
[CancelAfter(20_000)]
internal sealed class InfluxRequestTests
{
    [TestCase("1", "/write", "?db=roost&precision=ms", "Basic ZmFybTpzZWNyZXQ=")]
    [TestCase("2", "/api/v2/write", "?org=our%20farm&bucket=roost&precision=ms", "Token abc")]
    [TestCase("3", "/write", "?db=roost&precision=ms", "Token abc")]
    public async Task Lines_go_to_the_endpoint_of_the_generation(
        string generation, string path, string query, string authorization, CancellationToken cancellationToken)
    {
        await using var server = await HookServer.StartAsync(cancellationToken);
        using var connection = new InfluxConnection(InfluxAddress.Of(OptionsOf(generation, server.Address)));
        var lines = new LineBuffer();
        lines.AddReading(
            "reading"u8, LineBuffer.SeriesKey("farm", "coop 1", Quantity.Temperature, "front"), OpenStore.Temperature(OpenStore.Noon, 20.5));
        await connection.WriteAsync(lines.Written, cancellationToken);
        var hook = server.Received.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((hook.Path, hook.Query), Is.EqualTo((path, query)));
            Assert.That(hook.Headers["Authorization"], Is.EqualTo(authorization));
            Assert.That(hook.Headers["Content-Type"], Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(hook.Headers["Content-Encoding"], Is.EqualTo("gzip"));
            Assert.That(Unpacked(hook.Body), Is.EqualTo("reading,coop=coop\\ 1,farm=farm,place=front,quantity=temperature value=20.5 1772366400000\n"));
        }
    }

    [TestCase("1")]
    [TestCase("2")]
    [TestCase("3")]
    public async Task Questions_go_to_query_with_the_times_in_milliseconds(string generation, CancellationToken cancellationToken)
    {
        await using var server = await HookServer.StartAsync(cancellationToken);
        server.Answers.Enqueue((200, """{"results":[{"statement_id":0,"series":[{"name":"reading","columns":["time","value"],"values":[[1772366400000,20.5]]}]}]}""", null));
        using var connection = new InfluxConnection(InfluxAddress.Of(OptionsOf(generation, server.Address)));
        using var answer = await connection.AskAsync("SELECT value FROM reading", cancellationToken);
        var hook = server.Received.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((hook.Path, hook.Query), Is.EqualTo(("/query", "?db=roost&epoch=ms&chunked=true")));
            Assert.That(HttpUtility.ParseQueryString(Encoding.UTF8.GetString(hook.Body))["q"], Is.EqualTo("SELECT value FROM reading"));
            Assert.That(answer.Rows().Select(row => (row.AtMilliseconds, row.Number(1))), Is.EqualTo(new (long, double?)[] { (1_772_366_400_000, 20.5) }));
        }
    }

    [Test]
    public async Task An_error_inside_of_an_answer_that_says_200_is_an_error(CancellationToken cancellationToken)
    {
        await using var server = await HookServer.StartAsync(cancellationToken);
        server.Answers.Enqueue((200, """{"results":[{"statement_id":0,"error":"database not found: roost"}]}""", null));
        server.Answers.Enqueue((200, "<html>not an InfluxDB</html>", null));
        using var connection = new InfluxConnection(InfluxAddress.Of(OptionsOf("1", server.Address)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => connection.DoAsync("SELECT 1", cancellationToken), Throws.TypeOf<StoreUnavailableException>().With.Message.Contains("database not found"));
            Assert.That(() => connection.DoAsync("SELECT 1", cancellationToken), Throws.TypeOf<StoreUnavailableException>().With.Message.Contains("Store:Url"));
        }
    }

    [Test]
    public void Settings_that_do_not_fit_together_are_all_told()
    {
        var failures = new StoreOptions.Validator().Validate(
            null, new StoreOptions { Directory = "d", Kind = "influx", Url = "influx:8086", Database = "a", Bucket = "b", Token = "t", User = "u" }).Failures!.ToList();

        Assert.That(failures, Has.Count.EqualTo(4).And.All.StartsWith("Store:").And.All.EndsWith("."));
    }

    private static StoreOptions OptionsOf(string generation, Uri url) => generation switch
    {
        "1" => new() { Url = url.ToString(), Database = "roost", User = "farm", Password = "secret" },
        "2" => new() { Url = url.ToString(), Bucket = "roost", Organization = "our farm", Token = "abc" },
        _ => new() { Url = url.ToString(), Database = "roost", Token = "abc" },
    };

    private static string Unpacked(byte[] body)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
