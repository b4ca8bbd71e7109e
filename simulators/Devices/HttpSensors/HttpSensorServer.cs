using System.Net;
using System.Text.Json;
using Roost.Domain.Readings;
using Roost.Simulators.Coop;

namespace Roost.Simulators.HttpSensors;

/// <summary>
/// Sensors with a small web server, as many farm sensors have: <c>GET /sensors</c> lists what each shows, <c>GET /sensors/QUANTITY/PLACE</c>
/// is one of them. A dead sensor answers 503. On the loopback address.
/// </summary>
internal sealed class HttpSensorServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<SensorReadings> readings;
    private readonly Task serving;

    /// <summary>Listens at once.</summary>
    /// <param name="port">TCP port.</param>
    /// <param name="readings">What the sensors show now.</param>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public HttpSensorServer(int port, Func<SensorReadings> readings)
    {
        this.readings = readings;
        Port = port;
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                Answer(await listener.GetContextAsync());
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                // A caller that hung up, or the end: the loop's condition tells which.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        var now = readings();
        switch (context.Request.Url!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["sensors"]:
                Write(response, 200, now.Readings.Select(reading => Entry(reading, now.Time)));
                break;
            case ["sensors", var quantity, var place] when Find(now, quantity, Uri.UnescapeDataString(place)) is { } found:
                Write(response, found.Value is null ? 503 : 200, Entry(found, now.Time));
                break;
            default:
                Write(response, 404, new { error = "There is no such sensor; GET /sensors lists them." });
                break;
        }
    }

    private static SensorReading? Find(SensorReadings now, string quantity, string place)
    {
        foreach (var reading in now.Readings)
        {
            if (QuantityFacts.Of(reading.Plan.Quantity).Name == quantity && reading.Plan.Place == place)
            {
                return reading;
            }
        }

        return null;
    }

    private static SensorEntry Entry(SensorReading reading, DateTimeOffset time)
    {
        var facts = QuantityFacts.Of(reading.Plan.Quantity);
        return new(facts.Name, reading.Plan.Place, reading.Value, facts.Unit, time.UtcDateTime);
    }

    private static void Write<T>(HttpListenerResponse response, int status, T body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        response.ContentLength64 = bytes.Length;
        response.OutputStream.Write(bytes);
    }

    private sealed record SensorEntry(string Quantity, string Place, double? Value, string Unit, DateTime Time);
}
