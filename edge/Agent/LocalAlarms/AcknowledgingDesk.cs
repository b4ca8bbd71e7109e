using Microsoft.Extensions.Logging;
using Roost.Alarms.LifeCycle;
using Roost.Edge.Spool;

namespace Roost.Edge.LocalAlarms;

/// <summary>Where a person in the house acknowledges: silence here, and word to the cloud that can't be lost.</summary>
internal sealed partial class AcknowledgingDesk(HouseAlarms house, DiskSpool spool, TimeProvider clock, ILogger<AcknowledgingDesk> logger)
{
    /// <summary>Acknowledges everything that calls somebody to the house, a standstill of judging included. Returns how many alarms that were.</summary>
    public async ValueTask<int> AcknowledgeAllAsync(string by, CancellationToken cancellationToken)
    {
        house.SilenceStandstill();
        var calling = house.Open.Where(alarm => alarm.IsCalling).ToList();
        foreach (var alarm in calling)
        {
            await AcknowledgeAsync(alarm, by, cancellationToken);
        }

        return calling.Count;
    }

    /// <summary>Acknowledges one alarm.</summary>
    public async ValueTask AcknowledgeAsync(OpenAlarm alarm, string by, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var notice = new AcknowledgementNotice(alarm.Verdict.Alarm, by, now);
        try
        {
            // On disk before it counts: were it the other way round, a crash could leave a house that is silent and a cloud that never hears why.
            await spool.AppendAsync(SpoolEntry.Of(notice), cancellationToken);
        }
        catch (SpoolUnavailableException)
        {
            LogNotTold(notice.Alarm.ToString());
        }

        house.Acknowledge(notice);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The alarm {Alarm} is acknowledged in the house, but the cloud will not hear of it, since the spool can't be written")]
    private partial void LogNotTold(string alarm);
}
