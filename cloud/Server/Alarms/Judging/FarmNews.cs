using System.Collections.Concurrent;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>
/// What coops tell their farm's alarms, as much in one transaction as waits for it: where a whole farm fails at once, each coop's news by itself would
/// keep the last of them from people for a minute. Thread-safe.
/// </summary>
internal sealed class FarmNews(IGrainFactory grains) : IDisposable
{
    private readonly ConcurrentDictionary<string, Together<CoopNews>> farms = new(StringComparer.Ordinal);

    /// <summary>Returns when it is known for good; when this throws nothing has changed, and it may be told again.</summary>
    public Task TellAsync(string farm, CoopNews news, CancellationToken cancellationToken) => farms.GetOrAdd(
        farm,
        static (name, grains) => new(group => grains.GetGrain<IFarmAlarms>(name).TakeAsync([.. group], CancellationToken.None)),
        grains).DoAsync(news, cancellationToken);

    public void Dispose()
    {
        foreach (var farm in farms.Values)
        {
            farm.Dispose();
        }
    }
}
