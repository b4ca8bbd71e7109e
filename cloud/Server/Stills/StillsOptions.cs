using System.Globalization;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Stills;

/// <summary>Settings of the pictures that are kept, section <c>Stills</c>.</summary>
internal sealed class StillsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Stills";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Of each camera one picture is kept in every such stretch of time, a second to a day; zero for none but those of alarms.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long pictures are kept, by their own time; at least a day.</summary>
    /// <value>The default is 30 days.</value>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the pictures of alarms are kept, at least as long as others; zero to keep none at alarms.</summary>
    /// <value>The default is 400 days, as long as the alarm log.</value>
    public TimeSpan KeepEvidence { get; set; } = TimeSpan.FromDays(400);

    internal sealed class Validator : IValidateOptions<StillsOptions>
    {
        public ValidateOptionsResult Validate(string? name, StillsOptions options)
        {
            List<string> failures = [];
            if (options.Every != TimeSpan.Zero && (options.Every < Shortest || options.Every > Day))
            {
                failures.Add($"{Section}:Every is {options.Every}, but it must be 00:00:00 for none, or 00:00:01 to 1.00:00:00, a second to a day.");
            }

            if (options.Keep < Day || options.Keep > Longest)
            {
                failures.Add($"{Section}:Keep is {Days(options.Keep)}, but pictures are kept for 1 to {Longest.TotalDays:0} days.");
            }

            if (options.KeepEvidence != TimeSpan.Zero && (options.KeepEvidence < options.Keep || options.KeepEvidence > Longest))
            {
                failures.Add(
                    $"{Section}:KeepEvidence is {Days(options.KeepEvidence)}, but it must be 0 for none, or from {Section}:Keep, {Days(options.Keep)}, to {Longest.TotalDays:0} days.");
            }

            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private static string Days(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0.##} days");
    }
}
