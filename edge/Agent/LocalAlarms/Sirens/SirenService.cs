using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Domain.Clocks;
using Roost.Edge.Hosting;

namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>
/// Makes the siren do what the alarms ask for. It hangs on nothing but what they are shown to be and on a sign of life of who judges them: when that
/// stays away, it sounds.
/// </summary>
internal sealed partial class SirenService(
    SirenOptions options, HouseAlarms house, SirenReport report, TimeProvider clock, MachineClock machine, ILogger<SirenService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(2);

    private readonly double speed = ScaledClock.SpeedOf(clock);
    private bool sounds;
    private bool stoodStill;
    private long saidAt;
    private string? fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var siren = options.Create(machine.Time);
        using var timer = new PeriodicTimer(Look, machine.Time);
        try
        {
            await SayAsync(siren, false, stoppingToken);
            do
            {
                await LookAsync(siren, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A person stops the agent; a siren that nobody could silence any more would be no help.
            await SayAsync(siren, false, CancellationToken.None);
        }
    }

    /// <summary>Tells the siren what it should do, when that is another thing than before or was not said for a while.</summary>
    internal async Task LookAsync(ISiren siren, CancellationToken cancellationToken)
    {
        var wanted = Wanted();
        if (wanted != sounds || machine.Time.GetElapsedTime(saidAt) >= SayAgain)
        {
            await SayAsync(siren, wanted, cancellationToken);
        }
    }

    private bool Wanted()
    {
        var standsStill = house.IsAtStandstill;
        if (standsStill && !stoodStill)
        {
            LogStandstill(HouseAlarms.StandstillLimit.TotalSeconds);
        }

        stoodStill = standsStill;
        return standsStill || SirenPlan.SoundsAt(house.Open, clock.GetUtcNow(), options.PulseAfter, speed);
    }

    private async Task SayAsync(ISiren siren, bool wanted, CancellationToken cancellationToken)
    {
        saidAt = machine.Time.GetTimestamp();
        var before = (sounds, fault);
        try
        {
            await siren.SetAsync(wanted, cancellationToken);
            (sounds, fault) = (wanted, null);
        }
        catch (SirenUnavailableException unavailable)
        {
            (sounds, fault) = (wanted, unavailable.Message);
        }

        if (fault is not null && before.fault is null)
        {
            LogFault(fault);
        }
        else if (fault is null && before.fault is not null)
        {
            LogMended();
        }

        report.Note(sounds, fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault} It is tried again every 2 s")]
    private partial void LogFault(string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The siren obeys again")]
    private partial void LogMended();

    [LoggerMessage(Level = LogLevel.Critical, Message = "Judging the houses has given no sign of life for {Seconds} s: the siren sounds")]
    private partial void LogStandstill(double seconds);
}
