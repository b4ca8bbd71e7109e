using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Farms;
using Roost.Cloud.Stills;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Stills;

/// <summary>Pictures of a camera of a farm, as the way in hands them over and as anybody asks for them.</summary>
internal static class Pictures
{
    public const string Coop = "coop-1";
    public const string Camera = "camera-1";

    /// <summary>The begin of a stretch of five minutes.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What begins as a JPEG does.</summary>
    public static byte[] Jpeg(string content) => [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.UTF8.GetBytes(content)];

    public static Still Still(string farm, DateTimeOffset takenAt, string content, bool isEvidence = false) =>
        new(farm, Coop, Camera, takenAt, Jpeg(content), isEvidence);

    public static void KnowCoop(this TestCloud cloud, string farm) => cloud.Services.GetRequiredService<FarmDirectory>().TryAdd(farm, Coop);

    public static void See(this TestCloud cloud, string farm, DateTimeOffset takenAt, string content) =>
        cloud.Services.GetRequiredService<StillKeeper>().See(farm, Coop, Camera, Jpeg(content), takenAt);

    public static async Task KeepAsync(this TestCloud cloud, CancellationToken cancellationToken, params Still[] stills)
    {
        foreach (var still in stills)
        {
            await cloud.Services.GetRequiredService<StillArchive>().KeepAsync(still, cancellationToken);
        }
    }

    /// <summary>The kept pictures of the hours around noon, by way of the API.</summary>
    public static async Task<IReadOnlyList<StillEntry>> ListAsync(this TestCloud cloud, string farm, CancellationToken cancellationToken) =>
        (await cloud.Http.GetFromJsonAsync<StillEntry[]>(
            $"/api/farms/{farm}/coops/{Coop}/cameras/{Camera}/stills?from={Text(Noon.AddHours(-12))}&to={Text(Noon.AddHours(12))}", TestCloud.Json, cancellationToken))!;

    /// <summary>Waits until so many are kept.</summary>
    public static async Task<IReadOnlyList<StillEntry>> ListAsync(this TestCloud cloud, string farm, int count, CancellationToken cancellationToken)
    {
        IReadOnlyList<StillEntry> found = [];
        await Until.IsTrueAsync(async () => (found = await cloud.ListAsync(farm, cancellationToken)).Count >= count, cancellationToken);
        return found;
    }

    public static Task<HttpResponseMessage> NearestAsync(this TestCloud cloud, string farm, DateTimeOffset at, CancellationToken cancellationToken) =>
        cloud.Http.GetAsync($"/api/farms/{farm}/coops/{Coop}/cameras/{Camera}/stills/nearest?at={Text(at)}", cancellationToken);

    /// <summary>What the nearest picture is of.</summary>
    public static async Task<string> ContentAsync(this TestCloud cloud, string farm, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using var answer = await cloud.NearestAsync(farm, at, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
        return Encoding.UTF8.GetString((await answer.Content.ReadAsByteArrayAsync(cancellationToken))[4..]);
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
