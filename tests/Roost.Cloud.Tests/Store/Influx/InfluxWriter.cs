namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>Somebody else who writes lines into the same InfluxDB.</summary>
internal static class InfluxWriter
{
    public static async Task WriteAsync(InfluxServer server, string database, string lines, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var content = new StringContent(lines);
        using var answer = await http.PostAsync(new Uri(server.Url, $"/write?db={database}&precision=ms"), content, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
