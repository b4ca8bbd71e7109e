using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// Posts a message and tells the answers apart: 429, 5xx and a broken network are tried again, with the pause that the receiver asks for; every
/// other refusal is final. Redirects are not followed: a signed message goes where its owner said and nowhere else.
/// </summary>
internal sealed class HttpSend(HttpClient http, TimeProvider time)
{
    /// <summary>Name of the client in the factory.</summary>
    public const string Client = "notify";

    private const int MostAnswerCharacters = 4_096;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public Task<DeliveryAnswer> PostJsonAsync(string url, object body, CancellationToken cancellationToken) =>
        PostJsonAsync(url, body, static _ => null, cancellationToken);

    /// <summary>Posts JSON; <paramref name="judge"/> reads what a receiver that always answers 200 means by it, null for "taken".</summary>
    public async Task<DeliveryAnswer> PostJsonAsync(
        string url, object body, Func<JsonElement, DeliveryAnswer?> judge, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(body, body.GetType()) };
        return await SendAsync(request, judge, cancellationToken);
    }

    public async Task<DeliveryAnswer> SendAsync(
        HttpRequestMessage request, Func<JsonElement, DeliveryAnswer?> judge, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
            {
                return Read(await AnswerAsync(response, cancellationToken)) is { } json && judge(json) is { } meant ? meant : new DeliveryAnswer.Delivered();
            }

            var problem = $"The receiver answered {status} {response.ReasonPhrase}.";
            return response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
                ? new DeliveryAnswer.TryAgain(problem, PauseOf(response.Headers.RetryAfter))
                : new DeliveryAnswer.Refused(problem);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The address itself may hold a key (chat robots have it in the query), so only the host is named.
            return new DeliveryAnswer.TryAgain($"{request.RequestUri?.Host} can't be reached: {exception.Message}");
        }
    }

    private TimeSpan? PauseOf(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? header?.Date - time.GetUtcNow();
        return pause switch
        {
            null => null,
            { } asked when asked < TimeSpan.Zero => TimeSpan.Zero,
            { } asked => asked < LongestPause ? asked : LongestPause,
        };
    }

    private static async Task<string> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        var buffer = new char[MostAnswerCharacters];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }

    private static JsonElement? Read(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // "ok" and an empty body are answers too.
            return null;
        }
    }
}
