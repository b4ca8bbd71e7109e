using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Access;

/// <summary>
/// Lets only those to the data who have a key: in the cookie <see cref="Cookie"/>, or as <c>Authorization: Bearer</c>. The dashboard's own files,
/// the health and the signed links of messages are open to all.
/// </summary>
internal sealed class KeyGate(KeyRing ring, IOptions<AccessOptions> options, IServer server)
{
    /// <summary>The cookie that holds a browser's key.</summary>
    public const string Cookie = "roost-key";

    private const string Bearer = "Bearer ";
    private static readonly object OfRequest = new();
    private static readonly string[] Rooms = ["/api", "/live", "/openapi"];

    private readonly Lazy<bool> isRequired = new(() => options.Value.Required ?? ListensToOthers(server));

    /// <summary>Whether a key is needed at all; known once the web server listens.</summary>
    public bool IsRequired => isRequired.Value;

    /// <summary>The key by which a request came in; null where none was needed.</summary>
    public static KeyRow? KeyOf(HttpContext context) => context.Items[OfRequest] as KeyRow;

    /// <summary>The valid key that a request shows; null when it shows none.</summary>
    public async ValueTask<KeyRow?> ShownAsync(HttpContext context)
    {
        var shown = context.Request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : context.Request.Cookies[Cookie];
        return string.IsNullOrEmpty(shown) ? null : await ring.FindAsync(shown, context.RequestAborted);
    }

    /// <summary>Answers the request itself where it may not pass.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsRequired || !Array.Exists(Rooms, room => context.Request.Path.StartsWithSegments(room, StringComparison.OrdinalIgnoreCase))
            || context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }

        if (await ShownAsync(context) is not { } key)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Who asks has no key to this Roost, or one that was revoked. Open the link of a key in this browser; a program sends it as Authorization: Bearer.");
        }
        else if (key.Kind == KeyKind.Screen && !MayScreen(context))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, $"\"{key.Name}\" is a screen's key: it may look, but not act, and does not see people's contacts and keys.");
        }
        else
        {
            context.Items[OfRequest] = key;
            await next(context);
        }
    }

    private static bool MayScreen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PeopleAlone>() is null
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.Request.Path.StartsWithSegments("/live", StringComparison.OrdinalIgnoreCase));

    private static Task RefuseAsync(HttpContext context, int status, string sentence) =>
        TypedResults.Problem(sentence, statusCode: status, title: "It is locked.").ExecuteAsync(context);

    private static bool ListensToOthers(IServer server) =>
        server.Features.Get<IServerAddressesFeature>() is not { Addresses: var addresses } || addresses.Any(static address => !IsOfThisMachine(address));

    private static bool IsOfThisMachine(string address) =>
        BindingAddress.Parse(address).Host is var host
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var parsed) && IPAddress.IsLoopback(parsed)));
}

/// <summary>Marks an endpoint that answers without a key.</summary>
internal sealed record OpenToAll;

/// <summary>Marks an endpoint that a screen's key does not open, though it changes nothing.</summary>
internal sealed record PeopleAlone;
