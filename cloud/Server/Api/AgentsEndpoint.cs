using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Farms;
using Roost.Cloud.Ingest;

namespace Roost.Cloud.Api;

/// <summary>The agents of a farm, for the person who looks for the cause of a silence.</summary>
internal static class AgentsEndpoint
{
    public static void MapAgents(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/agents", List).WithName("ListAgents")
            .WithSummary("A farm's agents: whether they are connected, which coops they report, how far their batches are stored.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<AgentEntry[]>, ProblemHttpResult> List(string farm, FarmDirectory directory, AgentWatch watch, BatchProgress progress)
    {
        if (Problems.InvalidName(("farm", farm)) is { } invalid)
        {
            return invalid;
        }

        return directory.CoopsOf(farm) is null
            ? Problems.UnknownFarm(farm)
            : TypedResults.Ok(watch.StandingOf(farm).Select(agent => EntryOf(agent, progress.Of(farm, agent.Agent))).ToArray());
    }

    private static AgentEntry EntryOf(AgentStanding agent, (ulong Through, DateTimeOffset At)? committed) => new(
        agent.Agent, agent.Coops, agent.LostCoops, agent.IsConnected, agent.HeardAt, committed?.Through, committed?.At);

    /// <summary>An agent of a farm.</summary>
    /// <param name="Agent">Its name.</param>
    /// <param name="Coops">The coops that it reports, in order of their names.</param>
    /// <param name="LostCoops">Those of them that it can't reach.</param>
    /// <param name="Connected">Whether it is connected, and reports as often as it promised.</param>
    /// <param name="HeardAt">When something came from it last, by the farm's clock.</param>
    /// <param name="CommittedThrough">Every batch up to this number is stored; null while none was since the service started, or for no agent of Roost's.</param>
    /// <param name="CommittedAt">When that was last said, by the farm's clock.</param>
    public sealed record AgentEntry(
        string Agent,
        IReadOnlyList<string> Coops,
        IReadOnlyList<string> LostCoops,
        bool Connected,
        DateTimeOffset HeardAt,
        ulong? CommittedThrough,
        DateTimeOffset? CommittedAt);
}
