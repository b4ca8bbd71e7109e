using System.Text.Json;

namespace Roost.Simulators.Demo;

/// <summary>Asks the demo's cloud, over the same HTTP as everybody, whether it is ready and which coops are online.</summary>
internal sealed class CloudProbe(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Whether <c>/health/ready</c> answers 200.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (IsNotYet(problem, cancellationToken))
        {
            return false;
        }
    }

    /// <summary>How many of a farm's coops are online with a reading.</summary>
    public async Task<int> CountOnlineAsync(string farm, CancellationToken cancellationToken)
    {
        try
        {
            await using var answer = await client.GetStreamAsync(new Uri($"api/farms/{farm}", UriKind.Relative), cancellationToken);
            using var snapshot = await JsonDocument.ParseAsync(answer, default, cancellationToken);
            return snapshot.RootElement.GetProperty("coops").EnumerateArray()
                .Count(coop => coop.GetProperty("online").GetBoolean() && coop.GetProperty("latest").GetArrayLength() > 0);
        }
        catch (Exception problem) when (IsNotYet(problem, cancellationToken))
        {
            return 0;
        }
    }

    public void Dispose() => client.Dispose();

    private static bool IsNotYet(Exception problem, CancellationToken cancellationToken) =>
        problem is HttpRequestException or JsonException or IOException
        || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
