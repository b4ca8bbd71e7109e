using System.Net.Http.Headers;
using System.Text;

namespace Roost.Cloud.Store.Influx;

/// <summary>
/// Where an InfluxDB takes lines and answers questions, and what it is told to know us by. An InfluxDB 1 or 3 has a database and takes lines
/// at <c>/write</c>; an InfluxDB 2 has a bucket and takes them at <c>/api/v2/write</c>. All three answer InfluxQL at <c>/query</c>.
/// </summary>
/// <param name="Root">The address without a path.</param>
/// <param name="Write">Where lines go, with times in milliseconds.</param>
/// <param name="Query">Where questions go; answers have their times in milliseconds.</param>
/// <param name="Name">The database or bucket.</param>
/// <param name="IsBucket">Whether it is a bucket.</param>
/// <param name="Authorization">Null where nobody asks who we are.</param>
internal sealed record InfluxAddress(Uri Root, Uri Write, Uri Query, string Name, bool IsBucket, AuthenticationHeaderValue? Authorization)
{
    public static InfluxAddress Of(StoreOptions options)
    {
        var root = new Uri(options.Url!.TrimEnd('/') + "/");
        var isBucket = !string.IsNullOrWhiteSpace(options.Bucket);
        var name = isBucket ? options.Bucket! : options.Database!;
        var escaped = Uri.EscapeDataString(name);
        var write = isBucket
            ? $"api/v2/write?org={Uri.EscapeDataString(options.Organization!)}&bucket={escaped}&precision=ms"
            : $"write?db={escaped}&precision=ms";
        return new(root, new(root, write), new(root, $"query?db={escaped}&epoch=ms&chunked=true"), name, isBucket, AuthorizationOf(options));
    }

    private static AuthenticationHeaderValue? AuthorizationOf(StoreOptions options) =>
        !string.IsNullOrEmpty(options.Token) ? new("Token", options.Token)
        : !string.IsNullOrEmpty(options.User) ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")))
        : null;
}
