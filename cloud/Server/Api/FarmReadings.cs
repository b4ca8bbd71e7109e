using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Farms;
using Roost.Cloud.Store;

namespace Roost.Cloud.Api;

/// <summary>The readings of a farm that a request names by its period and its coops.</summary>
internal static class FarmReadings
{
    /// <summary>Reads the request; where it can't, <paramref name="problem"/> is the answer.</summary>
    public static bool TryRead(
        string farm,
        string? from,
        string? to,
        string[]? coop,
        FarmDirectory directory,
        DateTimeOffset now,
        [NotNullWhen(true)] out ReadingsQuery? query,
        [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        query = null;
        string[] coops = [.. (coop ?? []).Distinct(StringComparer.Ordinal)];
        problem = Problems.InvalidName([("farm", farm), .. coops.Select(name => ("coop", name))]);
        if (problem is not null)
        {
            return false;
        }

        if (!QueryPeriod.TryRead(from, to, now, out var period, out var sentence))
        {
            problem = Problems.Invalid(sentence);
        }
        else if (directory.CoopsOf(farm) is null)
        {
            problem = Problems.UnknownFarm(farm);
        }
        else if (Array.Find(coops, name => !directory.Knows(farm, name)) is { } unknown)
        {
            problem = Problems.UnknownCoop(farm, unknown);
        }
        else
        {
            query = new(farm, coops, period.From, period.To);
        }

        return query is not null;
    }
}
