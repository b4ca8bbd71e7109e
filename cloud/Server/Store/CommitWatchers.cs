namespace Roost.Cloud.Store;

/// <summary>Whoever watches commits. Safe for concurrent use.</summary>
internal sealed partial class CommitWatchers(ILogger logger)
{
    private readonly Lock changing = new();
    private Action<CommitProgress>[] observers = [];

    public IDisposable Add(Action<CommitProgress> observer)
    {
        lock (changing)
        {
            observers = [.. observers, observer];
        }

        return new Watching(this, observer);
    }

    public void Report(IEnumerable<CommitProgress> progress)
    {
        foreach (var observer in Volatile.Read(ref observers))
        {
            foreach (var agent in progress)
            {
                try
                {
                    observer(agent);
                }
#pragma warning disable CA1031 // An observer's fault is not the store's: the group is durable, and the next commit reports again.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    LogObserverFailed(exception, agent.Farm, agent.Agent);
                }
            }
        }
    }

    private void Remove(Action<CommitProgress> observer)
    {
        lock (changing)
        {
            observers = [.. observers.Where(other => other != observer)];
        }
    }

    private sealed class Watching(CommitWatchers watchers, Action<CommitProgress> observer) : IDisposable
    {
        public void Dispose() => watchers.Remove(observer);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An observer of commits failed at {FarmId}/{AgentId}.")]
    private partial void LogObserverFailed(Exception exception, string farmId, string agentId);
}
