using System.Globalization;

namespace Roost.Simulators.Fleet;

/// <summary>Who is who in a fleet: coops are shared among agents as evenly as it goes, and agents among farms.</summary>
internal static class FleetNames
{
    /// <summary>The agents with their farm and coops, numbered from 1.</summary>
    /// <param name="options">How many, and what the farms' names begin with.</param>
    /// <param name="mostCoopsOfFarm">Coops after which the next agent belongs to another farm; an agent with more has a farm of its own.</param>
    public static IEnumerable<(string Farm, string Agent, IReadOnlyList<(int Number, string Name)> Coops)> Of(FleetOptions options, int mostCoopsOfFarm)
    {
        var (farm, coopsOfFarm, coop) = (1, 0, 0);
        for (var agent = 1; agent <= options.Agents; agent++)
        {
            var through = (int)((long)options.Coops * agent / options.Agents);
            if (coopsOfFarm > 0 && coopsOfFarm + through - coop > mostCoopsOfFarm)
            {
                (farm, coopsOfFarm) = (farm + 1, 0);
            }

            List<(int, string)> coops = [];
            for (; coop < through; coop++, coopsOfFarm++)
            {
                coops.Add((coop + 1, Name("coop", coop + 1)));
            }

            yield return (Name(options.Farm, farm), Name("agent", agent), coops);
        }
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:00000}");
}
