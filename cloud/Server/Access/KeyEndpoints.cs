using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Api;

namespace Roost.Cloud.Access;

/// <summary>A key, without itself.</summary>
/// <param name="Id">By which it is revoked.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="CreatedAt">Since when it is there.</param>
/// <param name="UsedAt">When it opened something last, to a few minutes; null before the first time.</param>
/// <param name="IsYours">Whether the request was made with it.</param>
public sealed record KeyEntry(string Id, string Name, KeyKind Kind, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt, bool IsYours);

/// <summary>A new key.</summary>
/// <param name="Entry">What is kept of it.</param>
/// <param name="Key">The key itself, which nobody can ask for again.</param>
public sealed record NewKey(KeyEntry Entry, string Key);

/// <summary>How a browser stands to the service.</summary>
/// <param name="Required">Whether a key is needed.</param>
/// <param name="Key">The key that it has; null when it has none.</param>
public sealed record Session(bool Required, SessionKey? Key);

/// <summary>The key that a browser has.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Kind">What it is for.</param>
public sealed record SessionKey(string Name, KeyKind Kind);

/// <summary>Keys: who has which, new ones, revoking; and taking one into a browser.</summary>
internal static class KeyEndpoints
{
    private const int MostKeys = 200;

    // The longest that browsers keep a cookie.
    private static readonly TimeSpan CookieLasts = TimeSpan.FromDays(400);

    public static void MapAccess(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        var session = api.MapGroup("/session").WithMetadata(new OpenToAll());
        session.MapGet("", GetAsync).WithName("GetSession").WithSummary("Whether a key is needed, and whose this browser has.");
        session.MapPost("", TakeAsync).WithName("TakeKey").WithSummary("Takes a key into this browser, as a cookie that scripts can't read.")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        session.MapDelete("", Leave).WithName("LeaveSession").WithSummary("Takes the key out of this browser; it stays valid elsewhere.");

        var keys = api.MapGroup("/keys").WithMetadata(new PeopleAlone());
        keys.MapGet("", ListAsync).WithName("ListKeys").WithSummary("The keys that are valid, oldest first.");
        keys.MapPost("", MakeAsync).WithName("MakeKey").WithSummary("Makes a key, which is in this answer and nowhere else.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapDelete("/{id}", RevokeAsync).WithName("RevokeKey").WithSummary("Ends a key, and what is open by it at once.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>A key that is to be made.</summary>
    /// <param name="Name">Whose it is, 1 to 60 characters: "office screen".</param>
    /// <param name="Kind">What it is for.</param>
    public sealed record KeyRequest(string Name, KeyKind Kind);

    /// <summary>A key that a browser was given.</summary>
    /// <param name="Key">The key.</param>
    public sealed record SessionRequest(string Key);

    private static async Task<Ok<Session>> GetAsync(HttpContext context, KeyGate gate) => TypedResults.Ok(SessionOf(gate, await gate.ShownAsync(context)));

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> TakeAsync(
        SessionRequest body, HttpContext context, KeyGate gate, KeyRing ring, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Key) || await ring.FindAsync(body.Key.Trim(), cancellationToken) is not { } key)
        {
            return TypedResults.Problem("This is no valid key; ask for a new one.", statusCode: StatusCodes.Status401Unauthorized, title: "It is locked.");
        }

        context.Response.Cookies.Append(KeyGate.Cookie, body.Key.Trim(), new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            MaxAge = CookieLasts,
            IsEssential = true,
        });
        return TypedResults.Ok(SessionOf(gate, key));
    }

    private static NoContent Leave(HttpContext context)
    {
        context.Response.Cookies.Delete(KeyGate.Cookie);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<KeyEntry[]>> ListAsync(HttpContext context, KeyGate gate, KeyRing ring, CancellationToken cancellationToken)
    {
        var yours = await gate.ShownAsync(context);
        return TypedResults.Ok((await ring.ListAsync(cancellationToken)).Select(row => EntryOf(row, yours)).ToArray());
    }

    private static async Task<Results<Ok<NewKey>, ProblemHttpResult>> MakeAsync(KeyRequest body, KeyRing ring, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Trim().Length > KeyRing.LongestName)
        {
            return Problems.Invalid($"\"name\" must say whose the key is, in {KeyRing.LongestName} characters at most.");
        }

        if (!Enum.IsDefined(body.Kind))
        {
            return Problems.Invalid("\"kind\" must be screen or person.");
        }

        if ((await ring.ListAsync(cancellationToken)).Count >= MostKeys)
        {
            return TypedResults.Problem($"There are {MostKeys} keys, which are the most; revoke one first.", statusCode: StatusCodes.Status409Conflict, title: "It would do harm.");
        }

        var (row, text) = await ring.MakeAsync(body.Name.Trim(), body.Kind, cancellationToken);
        return TypedResults.Ok(new NewKey(EntryOf(row, null), text));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, HttpContext context, KeyGate gate, KeyRing ring, CancellationToken cancellationToken)
    {
        var keys = await ring.ListAsync(cancellationToken);
        if (gate.IsRequired && keys.Where(key => key.Kind == KeyKind.Person).ToArray() is [var last] && last.Id == id)
        {
            return TypedResults.Problem("It is the last key of a person: nobody could make another one. Make one first.", statusCode: StatusCodes.Status409Conflict, title: "It would do harm.");
        }

        return await ring.RevokeAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.Unknown($"There is no key \"{id}\".");
    }

    private static Session SessionOf(KeyGate gate, KeyRow? key) => new(gate.IsRequired, key is null ? null : new(key.Name, key.Kind));

    private static KeyEntry EntryOf(KeyRow row, KeyRow? yours) => new(row.Id, row.Name, row.Kind, row.CreatedAt, row.UsedAt, row.Id == yours?.Id);
}
