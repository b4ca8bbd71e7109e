using Microsoft.Extensions.Options;

namespace Roost.Cloud.Hosting;

/// <summary>Names the keys of a section that no setting has: a misspelt one would else be left out without a word.</summary>
/// <typeparam name="TOptions">The section's settings, one property each.</typeparam>
/// <param name="section">The section.</param>
internal sealed class UnknownKeys<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var known = typeof(TOptions).GetProperties().Select(property => property.Name).ToArray();
        var failures = section.GetChildren().Select(child => child.Key)
            .Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Select(key => $"{section.Path}:{key} is no setting that Roost knows; those of {section.Path} are {string.Join(", ", known)}.")
            .ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
