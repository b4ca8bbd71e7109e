using System.Globalization;
using Roost.Domain.Clocks;
using Roost.Simulators.House;

namespace Roost.Simulators.Demo;

/// <summary>
/// One run of the demo: the houses in this process, the cloud and an agent for each coop as children. Every check that can fail
/// comes before anything is started.
/// </summary>
internal sealed class DemoRun : IAsyncDisposable
{
    public const string Farm = "demo-farm";

    private const int MostCameras = 4;

    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(2);

    private readonly DemoOptions options;
    private readonly TimeProvider time;
    private readonly TextWriter output;
    private readonly TextWriter errors;
    private readonly DemoFolder folder;
    private readonly DemoFleet fleet;
    private readonly ScaledClock clock;
    private readonly List<SimulatedHouse> houses = [];
    private readonly ProgramFiles programs;
    private readonly int webPort;
    private readonly int brokerPort;
    private DemoState state;

    private DemoRun(DemoOptions options, ProgramFiles programs, DemoFolder folder, TimeProvider time, TextWriter output, TextWriter errors)
    {
        (this.options, this.programs, this.folder) = (options, programs, folder);
        (this.time, this.output, this.errors) = (time, output, errors);
        state = StateIn(folder, options, time);
        webPort = DemoPorts.Web(options.Port);
        brokerPort = DemoPorts.Free();
        fleet = new DemoFleet(folder.Logs, time, sentence => errors.WriteLine($"roost demo: {sentence}"));
        var now = time.GetUtcNow();
        clock = new ScaledClock(now, state.ClockOrigin(now), options.Speed, time);
    }

    private Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{webPort}"));

    /// <summary>Checks what the user asked for against the world, then runs until it is stopped; returns the exit code.</summary>
    /// <exception cref="DemoException">
    /// Something is missing, taken or not allowed, and nothing was started; or a child could not be kept running.
    /// </exception>
    public static async Task<int> RunAsync(
        DemoOptions options, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var programs = new ProgramFiles(options.Bin);
        if (options.Video is { } video)
        {
            options = options with { Video = await DemoVideo.CheckAsync(video, cancellationToken) };
        }

        using var folder = new DemoFolder(options.Data);
        await using var demo = new DemoRun(options, programs, folder, time, output, errors);
        return await demo.RunAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        fleet.Dispose();
        foreach (var house in houses)
            await house.DisposeAsync();
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var refreshing = Task.CompletedTask;
        try
        {
            // The cloud takes as long to start as the houses take to come of age.
            fleet.Start(Cloud(), running.Token);
            await StartHousesAsync(running.Token);
            refreshing = RefreshAsync(running.Token);
            using var probe = new CloudProbe(Address);
            await fleet.UntilAsync("The cloud is not ready", TimeSpan.FromSeconds(60), probe.IsReadyAsync, running.Token);
            foreach (var house in houses)
                fleet.Start(AgentOf(house), running.Token);

            await fleet.UntilAsync(
                "Not all coops are online",
                TimeSpan.FromSeconds(60 + (2 * options.Coops)),
                async token => await probe.CountOnlineAsync(Farm, token) >= houses.Count,
                running.Token);
            await output.WriteLineAsync(ReadyLine());
            await output.FlushAsync(running.Token);
            await fleet.FailureAsync(running.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how it ends.
        }
        finally
        {
            await running.CancelAsync();
            await fleet.StopAsync();
            await refreshing;
        }

        return 0;
    }

    private static DemoState StateIn(DemoFolder folder, DemoOptions options, TimeProvider time)
    {
        if (DemoState.Read(folder.StateFile) is not { } state)
        {
            // A farm where it is another day than in UTC for a third of the time, so that a mistake with days shows.
            return DemoState.First(options.Seed ?? 1, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), time.GetUtcNow());
        }

        return options.Seed is null || options.Seed == state.Seed
            ? state
            : throw new DemoException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data folder \"{folder.Root}\" holds a farm with seed {state.Seed}, not {options.Seed}; choose another folder with --data."));
    }

    private async Task StartHousesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(state.TimeZone);
        var begun = new SimulatedHouse[options.Coops];
        await Parallel.ForAsync(0, begun.Length, cancellationToken, (index, _) =>
        {
            begun[index] = Begin(new HousePlan(state.Seed, index + 1, state.FirstPlacement, zone), now);
            return ValueTask.CompletedTask;
        });
        houses.AddRange(begun);
        foreach (var house in houses)
            await house.StartAsync(clock.GetUtcNow(), cancellationToken);

        // A modest machine bears a few; a recorded video takes the place of the first.
        foreach (var house in houses.Take(MostCameras).Skip(options.Video is null ? 0 : 1))
            await house.HangCameraAsync(time, cancellationToken);

        Note();
    }

    private SimulatedHouse Begin(HousePlan plan, DateTimeOffset now)
    {
        var log = LogOf(plan.Agent);
        var reached = state.ReachedByCoop.TryGetValue(plan.Coop, out var time) ? time : (DateTimeOffset?)null;
        var from = DemoHistory.BeginOf(log, reached, now);
        var house = new SimulatedHouse(plan, from);
        DemoHistory.Append(log, house, from, now, options.Coops);
        return house;
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RefreshEvery, time);
        var noted = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var house in houses)
                    house.Refresh(clock.GetUtcNow());

                if (time.GetElapsedTime(noted) >= NoteEvery)
                {
                    noted = time.GetTimestamp();
                    Note();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The last note is exact: nothing more is dated.
            Note();
        }
    }

    private void Note()
    {
        var now = clock.GetUtcNow();
        state = state.At(now, now + (5 * NoteEvery * options.Speed), houses.Select(house => house.Coop));
        try
        {
            state.Write(folder.StateFile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"roost demo: The file \"{folder.StateFile}\" can't be written: {problem.Message}");
        }
    }

    private ChildProgram Cloud() => new("cloud", programs.Of("Roost.Cloud"),
    [
        "--urls", Address.ToString(),
        "--Broker:Port", Text(brokerPort),
        "--Store:Directory", folder.Store,
        $"--Farms:{Farm}:TimeZone", state.TimeZone,
        "--Clock", clock.ToString(),
        "--StopWithInput", "true",
    ]);

    private ChildProgram AgentOf(SimulatedHouse house)
    {
        var own = folder.AgentFolder(house.Agent);
        var file = Path.Combine(own, "agent.yaml");
        File.WriteAllText(file, new AgentFile
        {
            Farm = Farm,
            Agent = house.Agent,
            Coop = house.Coop,
            BrokerPort = brokerPort,
            DevicePort = house.Port,
            Spool = Path.Combine(own, "spool"),
            Log = LogOf(house.Agent),
            Camera = house == houses[0] && options.Video is not null ? options.Video : house.CameraStream?.ToString(),
            Speed = options.Speed,
        }.ToYaml());
        return new(house.Agent, programs.Of("Roost.Edge"), ["--config", file, "--clock", clock.ToString(), "--stop-with-input"]);
    }

    private string LogOf(string agent) => Path.Combine(folder.AgentFolder(agent), "controller-log.csv");

    private string ReadyLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"Roost is ready: {Address.GetLeftPart(UriPartial.Authority)}  ({houses.Count} {(houses.Count == 1 ? "coop" : "coops")}, MQTT 127.0.0.1:{brokerPort}, data in {folder.Root}; Ctrl-C stops it)");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
