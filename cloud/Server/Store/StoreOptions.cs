using System.Globalization;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Store;

/// <summary>Settings of the store, section <c>Store</c>.</summary>
internal sealed class StoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    private static readonly TimeSpan ShortestKept = TimeSpan.FromDays(1);

    /// <summary>The directory that holds the store's files; made if it is missing.</summary>
    public string Directory { get; set; } = string.Empty;

    /// <summary>How long single readings are kept, by their own time; at least a day.</summary>
    /// <value>The default is 90 days.</value>
    public TimeSpan KeepReadings { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long the sums of each minute are kept; at least as long as readings.</summary>
    /// <value>The default is 1,095 days, three years.</value>
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromDays(1_095);

    /// <summary>How long the sums of each hour are kept, at least as long as minutes; null for ever.</summary>
    /// <value>The default is null.</value>
    public TimeSpan? KeepHours { get; set; }

    internal sealed class Validator : IValidateOptions<StoreOptions>
    {
        public ValidateOptionsResult Validate(string? name, StoreOptions options)
        {
            List<string> failures = [];
            if (string.IsNullOrWhiteSpace(options.Directory))
            {
                failures.Add($"{Section}:Directory is empty, but the store needs a directory for its files.");
            }
            else if (options.Directory.AsSpan().ContainsAny(Path.GetInvalidPathChars()))
            {
                failures.Add($"{Section}:Directory is \"{options.Directory}\", but a path can't hold these characters.");
            }

            if (options.KeepReadings < ShortestKept)
            {
                failures.Add($"{Section}:KeepReadings is {Days(options.KeepReadings)}, but readings are kept for at least 1 day.");
            }

            if (options.KeepMinutes < options.KeepReadings)
            {
                failures.Add(
                    $"{Section}:KeepMinutes is {Days(options.KeepMinutes)}, but must be at least as long as {Section}:KeepReadings, "
                    + $"{Days(options.KeepReadings)}.");
            }

            if (options.KeepHours is { } hours && hours < options.KeepMinutes)
            {
                failures.Add(
                    $"{Section}:KeepHours is {Days(hours)}, but must be at least as long as {Section}:KeepMinutes, {Days(options.KeepMinutes)}; "
                    + "leave it out to keep hours for ever.");
            }

            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private static string Days(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0.##} days");
    }
}
