using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Roost.Cloud.Store;

namespace Roost.Cloud.Hosting;

/// <summary>
/// Runs the application. What keeps it from starting is told in one sentence on standard error, with exit code 2; the framework's own
/// account of the same failure, a stack trace, is held back until the start has succeeded.
/// </summary>
internal sealed class StartupLog
{
    /// <summary>Exit code of a service that ends by itself.</summary>
    public const int Failed = 70;

    private static readonly string[] TellTwice = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel", "Orleans"];
    private volatile bool started;

    /// <summary>Sets the log's form and its filters.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Services.AddOptions<LoggerFilterOptions>().Configure<StartupLog>((options, log) =>
        {
            foreach (var category in TellTwice)
            {
                var least = category == "Orleans" ? LogLevel.Warning : LogLevel.Information;
                options.Rules.Add(new LoggerFilterRule(null, category, null, (_, _, level) => log.started && level >= least));
            }

            options.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.Warning, null));
            options.Rules.Add(new LoggerFilterRule(null, "Microsoft.EntityFrameworkCore", LogLevel.Warning, null));
            options.Rules.Add(new LoggerFilterRule(null, "Polly", LogLevel.Warning, null));
            options.Rules.Add(new LoggerFilterRule(null, "Quartz", LogLevel.Warning, null));
        });
    }

    /// <summary>Runs until it is stopped; returns the process's exit code.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build, TextWriter errors)
    {
        try
        {
            await using var app = build();

            // Before any part is made: a part that reads its settings would tell its own mistakes and hide the others'.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            try
            {
                await app.StartAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Told to stop before it was up: that is no failure.
                return 0;
            }

            app.Services.GetRequiredService<StartupLog>().started = true;
            await app.WaitForShutdownAsync();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (SentenceOf(exception) is { } sentence)
        {
            await errors.WriteLineAsync(sentence);
            return 2;
        }
    }

    private static string? SentenceOf(Exception exception) => exception switch
    {
        StartupException or StoreException => exception.Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        IOException { InnerException: AddressInUseException } => $"{exception.Message.TrimEnd('.')}; choose another with --urls.",
        // What the binder can't turn into a number or a yes: its message names the key.
        InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException } => exception.Message,
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "The address of --urls is none of this machine's.",
        AggregateException several when several.InnerExceptions.Select(SentenceOf).ToArray() is var sentences && !sentences.Contains(null) =>
            string.Join(Environment.NewLine, sentences),
        _ => null,
    };
}
