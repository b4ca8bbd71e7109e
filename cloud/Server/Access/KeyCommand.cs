using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Access;

/// <summary>
/// <c>key NAME [--screen]</c>, with the service's own settings after it: makes a key in the service's database, whether or not the service runs.
/// </summary>
internal static class KeyCommand
{
    private const string OfScreen = "--screen";

    /// <summary>Whether the arguments are such a command.</summary>
    public static bool Is(string[] args) => args is ["key", ..];

    /// <summary>Runs it; returns the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args is not [_, var name, ..] || name.StartsWith('-') || string.IsNullOrWhiteSpace(name) || name.Trim().Length > KeyRing.LongestName)
        {
            await errors.WriteLineAsync($"Usage: key NAME [{OfScreen}] [--Store:Directory DIR …]; the name says whose it is, in {KeyRing.LongestName} characters at most.");
            return 2;
        }

        var isScreen = args.Contains(OfScreen);
        try
        {
            await using var app = CloudService.Build([.. args[2..].Where(static each => each != OfScreen)], builder => builder.Logging.ClearProviders());
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.Services.GetServices<IHostedService>().OfType<SchemaUpdate>().Single().StartAsync(cancellationToken);
            var (row, text) = await app.Services.GetRequiredService<KeyRing>().MakeAsync(name.Trim(), isScreen ? KeyKind.Screen : KeyKind.Person, cancellationToken);
            await output.WriteLineAsync($"""
                "{row.Name}" has a key now, {(isScreen ? "which may look" : "which may look and act")}. Open this once in the browser that is to have it:
                {AddressOf(app.Configuration["urls"])}#key={text}
                It is not shown again, and is valid until somebody revokes it on the page "Keys".
                """);
            return 0;
        }
        catch (Exception exception) when (exception is StartupException or OptionsValidationException)
        {
            await errors.WriteLineAsync(exception is OptionsValidationException invalid ? string.Join(Environment.NewLine, invalid.Failures) : exception.Message);
            return 2;
        }
    }

    // What listens on all of a machine's addresses is reached by its name.
    private static string AddressOf(string? urls)
    {
        var first = BindingAddress.Parse(urls?.Split(';')[0] is { Length: > 0 } url ? url : HostingSlice.UsualAddress);
        var host = IPAddress.TryParse(first.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) || first.Host is "*" or "+"
            ? Dns.GetHostName()
            : first.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{first.Scheme}://{host}:{first.Port}/");
    }
}
