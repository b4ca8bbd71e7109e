namespace Roost.Simulators.Demo;

/// <summary>The demo's children together: starts them, waits on them, and stops them within five seconds, the cloud last.</summary>
/// <param name="logFolder">Where their logs go.</param>
/// <param name="time">Real time.</param>
/// <param name="tell">Takes a sentence for the user.</param>
internal sealed class DemoFleet(string logFolder, TimeProvider time, Action<string> tell) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(150);

    /// <summary>Agents get a head start, so that they can say goodbye to a broker that is still there.</summary>
    private static readonly TimeSpan AgentsFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3.8);

    private readonly List<(Child Child, Task Life)> members = [];

    /// <summary>Starts a child and keeps it running; the first one is the cloud.</summary>
    public void Start(ChildProgram program, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var child = new Child(program, logFolder, time, tell);
        members.Add((child, child.RunAsync(cancellationToken)));
    }

    /// <summary>Waits until something holds.</summary>
    /// <exception cref="DemoException">It did not in time, or a child could not be kept running.</exception>
    public async Task UntilAsync(
        string complaint, TimeSpan patience, Func<CancellationToken, Task<bool>> holds, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await holds(cancellationToken))
        {
            if (FailedIfAny() is { } failed)
            {
                await failed;
            }

            if (time.GetElapsedTime(began) > patience)
            {
                var cloud = members[0].Child;
                var last = cloud.LastLines is [.., var line] ? line.Trim() : "none";
                throw new DemoException(
                    $"{complaint} after {patience.TotalSeconds:0} s; the cloud's last words: {last} (log: {cloud.LogFile}).");
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>Waits until a child can't be kept running, which throws, or until it is cancelled.</summary>
    /// <exception cref="DemoException">A child could not be kept running.</exception>
    public async Task FailureAsync(CancellationToken cancellationToken) =>
        await await Task.WhenAny(members.Select(member => member.Life)).WaitAsync(cancellationToken);

    /// <summary>Stops every child; after four seconds by force.</summary>
    public async Task StopAsync()
    {
        if (members.Count == 0)
        {
            return;
        }

        var began = time.GetTimestamp();
        var lives = members.Select(member => member.Life).ToArray();
        foreach (var (agent, _) in members.Skip(1))
            agent.Terminate();

        await OrAfterAsync(Task.WhenAll(lives.Skip(1)), AgentsFirst);
        members[0].Child.Terminate();
        await OrAfterAsync(Task.WhenAll(lives), Patience - time.GetElapsedTime(began));
        foreach (var (child, _) in members)
            child.Kill();

        await Task.WhenAll(lives).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        foreach (var (child, _) in members)
            child.Dispose();
    }

    private Task? FailedIfAny() => members.Select(member => member.Life).FirstOrDefault(life => life.IsCompleted);

    private async Task OrAfterAsync(Task task, TimeSpan patience) =>
        await task.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
