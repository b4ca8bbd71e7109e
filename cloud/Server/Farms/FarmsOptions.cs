using Microsoft.Extensions.Options;
using Roost.Domain.Wire;

namespace Roost.Cloud.Farms;

/// <summary>One farm's settings, <c>Farms:{farm}</c>.</summary>
internal sealed class FarmOptions
{
    /// <summary>The time zone of a farm that names none.</summary>
    public const string DefaultTimeZone = "Asia/Shanghai";

    /// <summary>IANA name of the time zone that the farm's days follow.</summary>
    public string TimeZone { get; set; } = DefaultTimeZone;
}

/// <summary>The configured farms by name. A farm that is in no configuration appears as soon as an agent of it is born.</summary>
internal sealed class FarmsOptions
{
    /// <summary>Settings by farm.</summary>
    public Dictionary<string, FarmOptions> Farms { get; } = new(StringComparer.Ordinal);
}

/// <summary>Names every mistake of <c>Farms</c> at once.</summary>
internal sealed class FarmsValidator : IValidateOptions<FarmsOptions>
{
    public ValidateOptionsResult Validate(string? name, FarmsOptions options)
    {
        List<string> failures = [];
        foreach (var (farm, settings) in options.Farms)
        {
            if (!WireName.IsValid(farm))
            {
                failures.Add($"Farms:{farm} is no farm's name: 1 to {WireName.MaximumLength} letters, digits, \"-\", \"_\", \".\" and inner spaces are.");
            }

            if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
            {
                failures.Add($"Farms:{farm}:TimeZone is \"{settings.TimeZone}\", but this machine knows no such zone; an example is Asia/Shanghai.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
