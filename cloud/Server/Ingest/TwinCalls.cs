using System.Collections.Concurrent;
using Roost.Cloud.Twins;
using Roost.Domain.Clocks;
using Roost.Domain.Readings;

namespace Roost.Cloud.Ingest;

/// <summary>
/// Calls the coops' twins, in order for each coop and caller, with a bounded number of calls under way: beyond, the caller waits. A call that
/// fails is counted and told; the readings are in the store all the same, and the next reading or birth puts the twin right. Thread-safe.
/// </summary>
internal sealed partial class TwinCalls(IGrainFactory grains, Rejections rejections, TimeProvider time, ILogger<TwinCalls> logger) : IDisposable
{
    private const int MostUnderWay = 256;

    private readonly SemaphoreSlim room = new(MostUnderWay, MostUnderWay);
    private readonly ConcurrentDictionary<(string Farm, string Coop), ICoopGrain> known = new();
    private readonly OncePerMinute failed = new(time);

    public ValueTask TakeAsync(string farm, string coop, Reading[] readings, CancellationToken cancellationToken) =>
        CallAsync(farm, coop, new CoopReadings(readings), static (grain, message) => grain.TakeAsync(message), cancellationToken);

    public ValueTask BearAsync(string farm, string coop, CoopBirth birth, CancellationToken cancellationToken) =>
        CallAsync(farm, coop, birth, static (grain, message) => grain.BearAsync(message), cancellationToken);

    public ValueTask LoseAsync(string farm, string coop, string agent, DateTimeOffset at, CancellationToken cancellationToken) =>
        CallAsync(farm, coop, (agent, at), static (grain, message) => grain.LoseAsync(message.agent, message.at), cancellationToken);

    public ValueTask ShowAsync(string farm, string coop, PreviewStamp preview, CancellationToken cancellationToken) =>
        CallAsync(farm, coop, preview, static (grain, message) => grain.ShowAsync(message), cancellationToken);

    public void Dispose() => room.Dispose();

    private async ValueTask CallAsync<T>(
        string farm, string coop, T message, Func<ICoopGrain, T, ValueTask> call, CancellationToken cancellationToken)
    {
        var grain = known.GetOrAdd((farm, coop), static (key, from) => from.GetGrain<ICoopGrain>(CoopKey.Of(key.Farm, key.Coop)), grains);
        await room.WaitAsync(cancellationToken);
        _ = FinishAsync(call(grain, message), farm, coop);
    }

    private async Task FinishAsync(ValueTask call, string farm, string coop)
    {
        try
        {
            await call;
        }
#pragma warning disable CA1031 // The edge of a call that nobody awaits: a coop's failure must not stop the others' readings.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            rejections.Add(Rejection.TwinFailed);
            if (failed.IsDue(out var leftOut))
            {
                LogFailed(exception, farm, coop, leftOut);
            }
        }
        finally
        {
            room.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "The twin of the coop {Farm}/{Coop} could not take a message. ({LeftOut} more, of whatever coop, since this was last told.)")]
    private partial void LogFailed(Exception exception, string farm, string coop, long leftOut);
}
