using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Roost.Simulators.Recordings;

/// <summary>A cloud's REST API, as far as recordings need it. Every failure is a sentence.</summary>
/// <param name="cloud">Its address, ending in "/". Where it asks for a key, that is in the environment, <c>ROOST_KEY</c>.</param>
internal sealed class CloudApi(Uri cloud) : IDisposable
{
    /// <summary>The address of a cloud on this machine.</summary>
    public static readonly Uri Default = new("http://127.0.0.1:5080/");

    // From the question to the first word of the answer, however long that then is.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = cloud,
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { Authorization = Environment.GetEnvironmentVariable("ROOST_KEY") is { Length: > 0 } key ? new("Bearer", key) : null },
    };

    /// <summary>The address that is given with --url.</summary>
    /// <exception cref="RecordingException">It is no address.</exception>
    public static Uri AddressOf(string? text) =>
        text is null ? Default
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new RecordingException($"--url takes the address of a cloud, for example {Default}, not \"{text}\".");

    /// <summary>An answer whose body the caller reads; null when the cloud has no such thing.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, or refuses.</exception>
    public async Task<HttpResponseMessage?> FindAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(new(HttpMethod.Get, new Uri(path, UriKind.Relative)), isOptional: true, cancellationToken);

    /// <summary>An answer whose body the caller reads.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, or refuses.</exception>
    public async Task<HttpResponseMessage> AskAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(new(HttpMethod.Get, new Uri(path, UriKind.Relative)), isOptional: false, cancellationToken))!;

    /// <summary>What a path answers.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, refuses, or says something else.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(path, cancellationToken);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException problem)
        {
            throw new RecordingException($"What {cloud}{path} answers can't be understood ({problem.Message}): use the Roost that runs there.", problem);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw BrokenOff(problem);
        }
    }

    /// <summary>Puts something there; false when the cloud does not know the farm or coop that it is for.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, or refuses.</exception>
    public async Task<bool> PutAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(
            new(HttpMethod.Put, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body, options: Json) }, isOptional: true, cancellationToken);
        return answer is not null;
    }

    /// <summary>That the cloud broke off in the middle of an answer.</summary>
    public RecordingException BrokenOff(Exception problem) => new($"{cloud} broke off its answer ({problem.Message}); try again.", problem);

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request, bool isOptional, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(AnswerWithin);
            using (request)
            {
                answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            }
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RecordingException(
                $"{cloud} took the connection and says nothing for {AnswerWithin.TotalSeconds:0} s: see that it is a cloud's web address, not its broker's.", problem);
        }
        catch (HttpRequestException problem)
        {
            throw new RecordingException($"No cloud answers at {cloud} ({problem.Message}); give its address with --url.", problem);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            return isOptional && answer.StatusCode == HttpStatusCode.NotFound
                ? null
                : throw new RecordingException($"{cloud} refuses: {await DetailAsync(answer, cancellationToken)}");
        }
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var otherwise = answer.StatusCode == HttpStatusCode.NotFound ? "it knows no such address." : $"it answers {(int)answer.StatusCode}.";
        try
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } sentence ? sentence : otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }
}
