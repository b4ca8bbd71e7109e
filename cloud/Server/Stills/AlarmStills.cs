using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Live;

namespace Roost.Cloud.Stills;

/// <summary>
/// Keeps what a coop's cameras show when an alarm of it is raised. An alarm that becomes known late has no such picture: what a camera shows
/// now is no evidence of what was.
/// </summary>
internal sealed class AlarmStills(PreviewAlbum album, StillKeeper keeper) : IAlarmListener
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(5);

    public ValueTask AddAsync(RoostDatabase database, IReadOnlyList<AlarmEvent> events, CancellationToken cancellationToken)
    {
        foreach (var alarm in events.Where(item => item.Kind == AlarmChangeKind.Raised).Select(item => item.Alarm))
        {
            foreach (var (camera, picture) in album.Of(alarm.Farm, alarm.Id.Coop))
            {
                if ((picture.TakenAt - alarm.RaisedAt).Duration() <= Near)
                {
                    keeper.KeepEvidence(alarm.Farm, alarm.Id.Coop, camera, picture.Jpeg, picture.TakenAt);
                }
            }
        }

        return ValueTask.CompletedTask;
    }
}
