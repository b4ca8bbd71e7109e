using System.Globalization;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Store;

/// <summary>Settings of the store, section <c>Store</c>.</summary>
internal sealed class StoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    private static readonly TimeSpan ShortestKept = TimeSpan.FromDays(1);

    /// <summary>Where telemetry is kept: <c>duckdb</c>, or <c>influx</c>, which needs <see cref="Url"/>.</summary>
    /// <value>The default is <c>duckdb</c>.</value>
    public string Kind { get; set; } = "duckdb";

    /// <summary>The kind as its value; only after validation.</summary>
    public StoreKind KindValue => Enum.Parse<StoreKind>(Kind, ignoreCase: true);

    /// <summary>The InfluxDB's address, for example <c>http://127.0.0.1:8086</c>.</summary>
    public string? Url { get; set; }

    /// <summary>The database of an InfluxDB 1 or 3; an InfluxDB 1 makes it when it is missing.</summary>
    public string? Database { get; set; }

    /// <summary>The bucket of an InfluxDB 2, instead of a database. InfluxQL must reach it by the same name.</summary>
    public string? Bucket { get; set; }

    /// <summary>The organization that the bucket is of.</summary>
    public string? Organization { get; set; }

    /// <summary>A token that may read and write the database or bucket; instead of a user.</summary>
    public string? Token { get; set; }

    /// <summary>A user that may read and write the database.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

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

            if (!Enum.GetNames<StoreKind>().Contains(options.Kind, StringComparer.OrdinalIgnoreCase))
            {
                failures.Add($"{Section}:Kind is \"{options.Kind}\", but it must be duckdb or influx.");
            }
            else if (options.KindValue == StoreKind.Influx)
            {
                CheckInflux(options, failures);
            }

            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private static void CheckInflux(StoreOptions options, List<string> failures)
        {
            if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            {
                failures.Add($"{Section}:Url is \"{options.Url}\", but it must be the InfluxDB's address, for example http://127.0.0.1:8086.");
            }

            if (string.IsNullOrWhiteSpace(options.Database) == string.IsNullOrWhiteSpace(options.Bucket))
            {
                failures.Add($"{Section}:Database (InfluxDB 1 and 3) or {Section}:Bucket (InfluxDB 2) must be set, and not both.");
            }

            if (!string.IsNullOrWhiteSpace(options.Bucket) && string.IsNullOrWhiteSpace(options.Organization))
            {
                failures.Add($"{Section}:Organization is empty, but {Section}:Bucket needs the organization that the bucket is of.");
            }

            if (!string.IsNullOrEmpty(options.Token) && !string.IsNullOrEmpty(options.User))
            {
                failures.Add($"{Section}:Token and {Section}:User are both set, but only one of them can say who this is.");
            }

            if (string.IsNullOrEmpty(options.User) && !string.IsNullOrEmpty(options.Password))
            {
                failures.Add($"{Section}:Password is set, but {Section}:User is empty.");
            }
        }

        private static string Days(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0.##} days");
    }
}
