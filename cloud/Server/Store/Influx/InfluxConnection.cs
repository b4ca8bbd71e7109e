using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Roost.Cloud.Store.Influx;

/// <summary>Speaks to an InfluxDB. Safe for concurrent use.</summary>
internal sealed class InfluxConnection(InfluxAddress address) : IDisposable
{
    private const int MostRefusalCharacters = 8_192;

    // Long enough for a compaction that stalls writes; whoever waits longer is told, and the writer tries again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(
        new SocketsHttpHandler { MaxConnectionsPerServer = 8, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Patience,
    };

    public InfluxAddress Address => address;

    /// <summary>Sends lines; they are durable when it returns.</summary>
    /// <exception cref="LinesRefusedException">Some lines are at fault, or there are too many; the others may have been stored.</exception>
    /// <exception cref="StoreUnavailableException">It could not be done at present.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(lines.Length / 4);
        await using (var packed = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(lines.Span);
        }

        using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await SendAsync(address.Write, content, cancellationToken);
    }

    /// <summary>Asks InfluxQL statements, which may be several, separated by semicolons. Dispose the answer.</summary>
    /// <exception cref="StoreUnavailableException">It could not be done at present.</exception>
    public async Task<InfluxAnswer> AskAsync(string statements, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new("q", statements)]);
        try
        {
            using var response = await SendAsync(address.Query, content, cancellationToken);
            return await InfluxAnswer.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), address, cancellationToken);
        }
        catch (LinesRefusedException refused)
        {
            throw new StoreUnavailableException($"InfluxDB at {address.Root} does not understand the question: {refused.Message}", refused);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unreachable(exception);
        }
    }

    /// <summary>Runs statements that answer nothing.</summary>
    /// <exception cref="StoreUnavailableException">It could not be done at present.</exception>
    public async Task DoAsync(string statements, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(statements, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Uri uri, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        request.Headers.Authorization = address.Authorization;
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                var success = response;
                response = null;
                return success;
            }

            var retryAfter = response.Headers.RetryAfter?.Delta;
            throw InfluxRefusal.Of(address, response.StatusCode, await BeginningAsync(response, cancellationToken), retryAfter);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"InfluxDB at {address.Root} did not answer within {Patience.TotalSeconds:0} s.", exception);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        var characters = new char[MostRefusalCharacters];
        return new(characters, 0, await reader.ReadBlockAsync(characters, cancellationToken));
    }

    private StoreUnavailableException Unreachable(Exception exception) => new($"InfluxDB at {address.Root} can't be reached: {exception.Message}", exception);
}
