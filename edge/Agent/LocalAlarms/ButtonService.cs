using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Edge.Drivers.Modbus;
using Roost.Edge.Hosting;

namespace Roost.Edge.LocalAlarms;

/// <summary>Watches a push button. A press acknowledges all that calls; one that is held down, or was at the start, is one press or none.</summary>
internal sealed partial class ButtonService(ButtonOptions options, AcknowledgingDesk desk, MachineClock machine, ILogger<ButtonService> logger)
    : BackgroundService
{
    /// <summary>Who acknowledged, when it was the button.</summary>
    public const string Name = "button in the house";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private string? fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var connection = new ModbusConnection(options.Device, machine.Time);
        using var timer = new PeriodicTimer(Look, machine.Time);
        bool? before = null;
        try
        {
            do
            {
                var pressed = await ReadAsync(connection, stoppingToken);
                if (before is false && pressed is true)
                {
                    await desk.AcknowledgeAllAsync(Name, stoppingToken);
                }

                before = pressed ?? before;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async ValueTask<bool?> ReadAsync(ModbusConnection connection, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(options.Table, options.Address, 1, cancellationToken);
        if (answer.Problem is { } problem)
        {
            if (fault is null)
            {
                LogFault(options.Device.Host, options.Device.Port, problem);
            }

            fault = problem;
            return null;
        }

        if (fault is not null)
        {
            fault = null;
            LogMended();
        }

        return (answer.Data.Span[0] & 1) != 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The button on {Host}:{Port} can't be read, so alarms can't be acknowledged with it: {Problem}")]
    private partial void LogFault(string host, int port, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The button can be read again")]
    private partial void LogMended();
}
