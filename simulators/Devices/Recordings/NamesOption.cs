using System.CommandLine;

namespace Roost.Simulators.Recordings;

/// <summary>Names separated by commas.</summary>
internal static class NamesOption
{
    internal static Option<string[]?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "A,B",
        CustomParser = result =>
        {
            string[] names = result.Tokens is [var token] ? token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
            if (names.Length > 0)
            {
                return names;
            }

            result.AddError($"{name} takes names separated by commas.");
            return null;
        },
    };
}
