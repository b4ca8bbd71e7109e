using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Alarms.Rules;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>Something in a plan or a person that keeps it from being saved.</summary>
/// <param name="Field">Where, as a path in the JSON that was sent: <c>callOrders[0].steps[1]</c>.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record Mistake(string Field, LocalText Sentence)
{
    /// <summary>Mistakes as an RFC 9457 problem: its detail is in English, its <c>mistakes</c> have each by its field and in both languages.</summary>
    internal static ProblemHttpResult Refusal(int statusCode, string title, IReadOnlyList<Mistake> mistakes) => TypedResults.Problem(
        string.Join(' ', mistakes.Select(mistake => mistake.Sentence.En)), statusCode: statusCode, title: title,
        extensions: new Dictionary<string, object?> { ["mistakes"] = mistakes });
}
