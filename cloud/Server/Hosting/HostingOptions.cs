using Microsoft.Extensions.Options;
using Roost.Domain.Clocks;

namespace Roost.Cloud.Hosting;

/// <summary>What the service as a whole is told, outside every section.</summary>
internal sealed class HostingOptions
{
    /// <summary>Where the web server listens: addresses, separated by ";".</summary>
    public string? Urls { get; set; }

    /// <summary>The farms' clock as <see cref="ScaledClock"/> writes it; real time when it is not given.</summary>
    public string? Clock { get; set; }
}

/// <summary>Names every mistake of <see cref="HostingOptions"/> at once.</summary>
internal sealed class HostingValidator : IValidateOptions<HostingOptions>
{
    public ValidateOptionsResult Validate(string? name, HostingOptions options)
    {
        List<string> failures = [];
        foreach (var url in (options.Urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsAddress(url))
            {
                failures.Add($"--urls is \"{url}\", but it must be an address to listen on, for example http://127.0.0.1:5080.");
            }
        }

        try
        {
            _ = ClockOf(options);
        }
        catch (FormatException exception)
        {
            failures.Add(exception.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>The clock that the options name.</summary>
    /// <exception cref="FormatException">They name none.</exception>
    public static TimeProvider ClockOf(HostingOptions options) =>
        options.Clock is { Length: > 0 } text ? ScaledClock.Parse(text, TimeProvider.System) : TimeProvider.System;

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= 65_535, PathBase.Length: 0 };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
