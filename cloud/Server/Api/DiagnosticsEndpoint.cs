using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Ingest;

namespace Roost.Cloud.Api;

/// <summary>What was refused since the service started, for the person who looks for a reading that never came.</summary>
internal static class DiagnosticsEndpoint
{
    public static void MapDiagnostics(this IEndpointRouteBuilder api) =>
        api.MapGet("/diagnostics/rejections", Get).WithName("GetRejections").WithSummary("How much was refused or lost on the way in, by kind.");

    private static Ok<RejectionCount[]> Get(Rejections rejections) =>
        TypedResults.Ok(rejections.Counts().Select(pair => new RejectionCount(pair.Kind, pair.Count)).ToArray());
}
