using Microsoft.Extensions.Logging;
using Roost.Configuration;
using Roost.Domain.Readings;
using Roost.Edge.Signals;
using Roost.Edge.Spool;

namespace Roost.Edge.Drivers;

/// <summary>Polls one driver in its period, never twice at once. A poll that takes longer than the period skips the polls it covers.</summary>
internal sealed partial class SamplingWorker(ISensorDriver driver, Reporter reporter, TimeProvider clock, ILogger<SamplingWorker> logger)
{
    private bool hasFailed;

    /// <summary>The rule for <c>every:</c>.</summary>
    public static ScalarRule<TimeSpan> EveryRule { get; } = ScalarRules.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));

    /// <summary>Polls until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(driver.Every, clock);
        try
        {
            do
            {
                await PollAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async ValueTask PollAsync(CancellationToken cancellationToken)
    {
        var samples = await SampleAsync(cancellationToken);
        try
        {
            await reporter.ReportChangesAsync(driver.Coop, samples, driver.Series, clock.GetUtcNow() + driver.Every, cancellationToken);
        }
        catch (SpoolUnavailableException)
        {
            // The spool counts and logs what it could not take; the next poll finds these series unreported and tries again.
        }
    }

    private async ValueTask<IReadOnlyList<Reading>> SampleAsync(CancellationToken cancellationToken)
    {
        var samples = new List<Reading>(driver.Series.Count);
        try
        {
            await driver.ReadAsync(samples, cancellationToken);
            hasFailed = false;
            return samples;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The edge of a supervised loop: a driver's bug must not stop the other devices of the house.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!hasFailed)
            {
                hasFailed = true;
                LogDriverFailed(exception, driver.Name);
            }

            var now = clock.GetUtcNow();
            return [.. driver.Series.Select(series => new Reading(series.Quantity, series.Place, now, null, Quality.Bad, "The driver failed."))];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The driver {Driver} failed; its readings are bad until it works again")]
    private partial void LogDriverFailed(Exception exception, string driver);
}
