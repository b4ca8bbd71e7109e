using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Live;

namespace Roost.Cloud.Api;

/// <summary>The newest picture of a camera.</summary>
internal static class PreviewEndpoint
{
    public static void MapPreviews(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/coops/{coop}/cameras/{camera}/preview", Get).WithName("GetPreview")
            .WithSummary("The newest picture of a camera.")
            .Produces<byte[]>(StatusCodes.Status200OK, "image/jpeg")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(
        string farm, string coop, string camera, PreviewAlbum album, HttpResponse response)
    {
        if (Problems.InvalidName(("farm", farm), ("coop", coop), ("camera", camera)) is { } invalid)
        {
            return invalid;
        }

        if (!album.TryGet(farm, coop, camera, out var picture))
        {
            return Problems.Unknown($"The coop \"{coop}\" of the farm \"{farm}\" has no picture of a camera \"{camera}\".");
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.File(picture.Jpeg, "image/jpeg", lastModified: picture.TakenAt);
    }
}
