using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Domain.Wire;

namespace Roost.Cloud.Api;

/// <summary>The refusals that several endpoints share, each one sentence as an RFC 9457 problem.</summary>
internal static class Problems
{
    public static readonly string NameRule =
        $"1 to {WireName.MaximumLength} letters, digits, \"-\", \"_\", \".\" and inner spaces, starting with a letter or digit";

    public static ProblemHttpResult Invalid(string sentence) =>
        TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest, title: "The request can't be understood.");

    public static ProblemHttpResult Unknown(string sentence) =>
        TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound, title: "There is no such thing.");

    /// <summary>The first of the names that breaks the rule, as a problem; null when none does.</summary>
    public static ProblemHttpResult? InvalidName(params ReadOnlySpan<(string What, string Name)> names)
    {
        foreach (var (what, name) in names)
        {
            if (!WireName.IsValid(name))
            {
                return Invalid($"The {what}'s name is not valid: it has {NameRule}.");
            }
        }

        return null;
    }

    public static ProblemHttpResult UnknownFarm(string farm) => Unknown($"There is no farm \"{farm}\".");

    public static ProblemHttpResult UnknownCoop(string farm, string coop) => Unknown($"The farm \"{farm}\" has no coop \"{coop}\".");
}
