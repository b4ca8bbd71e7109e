using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Roost.Domain.Clocks;

namespace Roost.Simulators.Fleet;

/// <summary>A fleet from its first connection to its report: connects by and by, measures evenly, waits for what is open, leaves.</summary>
internal sealed class FleetRun : IDisposable
{
    private const int MostCoopsOfFarm = 100;
    private const int MostOnTheirWay = 10_000;
    private const int LargestWindow = 64;
    private const int FilesOfTheProcess = 200;

    private static readonly TimeSpan BetweenConnections = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstConnectionLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BirthLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan InterruptedGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(3);

    // More than connecting and the grace take, so that a fast clock that starts this much earlier never overtakes the real one.
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    private readonly FleetOptions options;
    private readonly TimeProvider time;
    private readonly Action<string> print;
    private readonly FleetMeter meter = new();
    private readonly FleetAgent[] agents;
    private readonly FleetGround ground;
    private readonly List<Task> running = [];
    private FleetCounts before;
    private LatencyCounts latenciesBefore;
    private volatile bool measures;
    private long beganAt;
    private long reportedAt;
    private TimeSpan processorBefore;

    private FleetRun(FleetOptions options, EndPoint broker, TimeProvider time, Action<string> print)
    {
        (this.options, this.time, this.print) = (options, time, print);
        var series = new FleetSeries(options.Readings, options.Seed, options.Every);
        var window = options.Speed is null ? Math.Clamp(MostOnTheirWay / options.Agents, 1, LargestWindow) : LargestWindow;
        ground = new(broker, series, meter, ClockOf(options, time), time, window, FleetGround.FirstBatchAt(time.GetUtcNow()));
        agents = [.. FleetNames.Of(options, MostCoopsOfFarm).Select(agent => new FleetAgent(ground, agent.Farm, agent.Agent, agent.Coops))];
        latenciesBefore = meter.AckLatency.Take();
    }

    /// <summary>The agents, for a test that cuts one off.</summary>
    internal IReadOnlyList<FleetAgent> Agents => agents;

    /// <summary>Creates a fleet that is not connected yet.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="time">Real time.</param>
    /// <param name="print">Takes a line for the user.</param>
    /// <param name="cancellationToken">Ends the look for the broker's address.</param>
    /// <exception cref="FleetException">The broker's name is none, or the process may not have as many connections.</exception>
    public static async Task<FleetRun> CreateAsync(FleetOptions options, TimeProvider time, Action<string> print, CancellationToken cancellationToken)
    {
        if (FilesAllowed() is { } most && options.Agents + FilesOfTheProcess > most)
        {
            throw new FleetException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Agents} agents need as many connections, but this process may have {most} files open; allow more with ulimit -n, or give --agents."));
        }

        return new(options, await FindAsync(options, cancellationToken), time, print);
    }

    /// <summary>Runs until its time is over or it is cancelled, waits for what is open, and reports.</summary>
    /// <exception cref="FleetException">No broker answers at the beginning.</exception>
    public async Task<FleetReport> RunAsync(CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        var looking = LookAsync(over.Token);
        try
        {
            await ConnectAsync(cancellationToken);
            Begin();
            await MeasureAsync(cancellationToken);
            await SettleAsync(cancellationToken.IsCancellationRequested ? InterruptedGrace : Grace);
        }
        finally
        {
            await over.CancelAsync();
            await looking;
        }

        var report = Report(final: true);
        await LeaveAsync();
        return report;
    }

    public void Dispose()
    {
        foreach (var agent in agents)
        {
            agent.Dispose();
        }
    }

    private static TimeProvider ClockOf(FleetOptions options, TimeProvider time)
    {
        if (options.Speed is not { } speed || speed == 1)
        {
            return time;
        }

        var now = time.GetUtcNow();
        return new ScaledClock(now, speed < 1 ? now : now - ((options.For!.Value + Around) * (speed - 1)), speed, time);
    }

    private static async Task<EndPoint> FindAsync(FleetOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new IPEndPoint((await Dns.GetHostAddressesAsync(options.Host, cancellationToken))[0], options.Port);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            throw new FleetException($"--broker names the host \"{options.Host}\", but there is no such host.", exception);
        }
    }

    private static long? FilesAllowed()
    {
        const string Limits = "/proc/self/limits";
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(each => each.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..] && long.TryParse(soft, CultureInfo.InvariantCulture, out var most)
            ? most
            : null;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        print(string.Create(CultureInfo.InvariantCulture, $"Connecting {agents.Length} agents to {ground.Broker}…"));
        var began = time.GetTimestamp();
        using var step = new PeriodicTimer(BetweenSteps, time);
        while (!cancellationToken.IsCancellationRequested && !(running.Count == agents.Length && IsUp()))
        {
            for (var due = time.GetElapsedTime(began) / BetweenConnections; running.Count < agents.Length && running.Count < due;)
            {
                running.Add(Task.Run(agents[running.Count].RunAsync, CancellationToken.None));
            }

            if (meter.Take().Connections == 0 && time.GetElapsedTime(began) > FirstConnectionLimit && meter.Breaks() is [var reason, ..])
            {
                await LeaveAsync();
                throw new FleetException($"No agent could connect to {ground.Broker} ({reason}); see that a broker runs there, or name another with --broker.");
            }

            if (!await NextAsync(step, cancellationToken))
            {
                return;
            }
        }

        // Who is not there by now comes later or never; what its coops measure waits for it, and counts.
        bool IsUp() => Array.TrueForAll(agents, agent => agent.IsBorn) || time.GetElapsedTime(began) > (BetweenConnections * agents.Length) + BirthLimit;
        print(string.Create(
            CultureInfo.InvariantCulture,
            $"{agents.Count(agent => agent.IsBorn)} of {agents.Length} agents are up after {time.GetElapsedTime(began).TotalSeconds:0.0} s; {options.Coops} coops measure."));
    }

    private void Begin()
    {
        (beganAt, reportedAt) = (time.GetTimestamp(), time.GetTimestamp());
        processorBefore = Environment.CpuUsage.TotalTime;
        measures = true;
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        if (options.Speed is null)
        {
            Array.ForEach(agents, agent => agent.MeasureByItself(true));
        }

        var order = Order();
        var start = ground.Clock.GetUtcNow();
        using var step = new PeriodicTimer(BetweenSteps, time);
        for (long measured = 0; (options.For is not { } limit || time.GetElapsedTime(beganAt) < limit) && await NextAsync(step, cancellationToken);)
        {
            if (options.Speed is null)
            {
                continue;
            }

            var due = (ground.Clock.GetUtcNow() - start) / options.Every * order.Length;
            for (; measured < due && !cancellationToken.IsCancellationRequested; measured++)
            {
                var (agent, coop) = order[measured % order.Length];
                agent.Measure(coop, (start + (options.Every * ((double)measured / order.Length))).ToUnixTimeMilliseconds());
            }
        }

        Array.ForEach(agents, agent => agent.MeasureByItself(false));
    }

    /// <summary>Neighbours in time are different agents, so that no agent's coops come in one burst.</summary>
    private (FleetAgent Agent, int Coop)[] Order() =>
        [.. agents.SelectMany(agent => Enumerable.Range(0, agent.Coops).Select(coop => (Agent: agent, Coop: coop))).OrderBy(each => each.Coop)];

    private async Task SettleAsync(TimeSpan limit)
    {
        var since = time.GetTimestamp();
        using var step = new PeriodicTimer(BetweenSteps, time);
        while (meter.Take().Open > 0 && time.GetElapsedTime(since) < limit && await step.WaitForNextTickAsync(CancellationToken.None))
        {
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(BetweenLooks, time);
        while (await NextAsync(look, cancellationToken))
        {
            Array.ForEach(agents, agent => agent.Watch());
            if (measures && time.GetElapsedTime(reportedAt) >= BetweenReports)
            {
                var report = Report(final: false);
                print(options.Json ? report.ToJson() : report.ToLine());
            }
        }
    }

    private async Task LeaveAsync()
    {
        await Task.WhenAll(agents.Select(agent => agent.LeaveAsync()));
        var left = Task.WhenAll(running);
        await left.WaitAsync(LeaveLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Array.ForEach(agents, agent => agent.Cut());
        await left;
    }

    private FleetReport Report(bool final)
    {
        var counts = meter.Take();
        var latencies = meter.AckLatency.Take();
        var seconds = time.GetElapsedTime(beganAt).TotalSeconds;
        var news = final ? latencies : latencies.Since(latenciesBefore);
        var rate = final ? counts.Acked / seconds : (counts.Acked - before.Acked) / time.GetElapsedTime(reportedAt).TotalSeconds;
        (before, latenciesBefore, reportedAt) = (counts, latencies, time.GetTimestamp());
        return new(
            final,
            seconds,
            options.Coops,
            agents.Length,
            counts.Connected,
            Math.Max(0, counts.Connections - agents.Length),
            counts.Rebirths,
            options.Readings,
            counts.Measured,
            counts.Sent,
            counts.Acked,
            final ? 0 : counts.Open,
            final ? counts.Open : 0,
            counts.HeldBack,
            counts.Resent,
            counts.RepeatedAcks,
            counts.Strange,
            rate * options.Readings,
            news.Percentile(0.5).TotalMilliseconds,
            news.Percentile(0.9).TotalMilliseconds,
            news.Percentile(0.99).TotalMilliseconds,
            latencies.Largest.TotalMilliseconds,
            (Environment.CpuUsage.TotalTime - processorBefore).TotalSeconds,
            Environment.WorkingSet / 1e6,
            meter.Breaks());
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
