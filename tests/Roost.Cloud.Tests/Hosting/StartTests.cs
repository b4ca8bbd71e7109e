using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MQTTnet;
using Roost.Cloud.Broker;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Clocks;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Hosting;

internal sealed class StartTests
{
    [Test, CancelAfter(60_000)]
    public async Task Rejects_a_web_port_in_use(CancellationToken cancellationToken)
    {
        using var taken = Take();
        await RefusesAsync(["--urls", $"http://127.0.0.1:{PortOf(taken)}"], $"127.0.0.1:{PortOf(taken)}", cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_a_broker_port_in_use(CancellationToken cancellationToken)
    {
        using var taken = Take();
        await RefusesAsync(["--Broker:Port", $"{PortOf(taken)}"], $"The MQTT port 127.0.0.1:{PortOf(taken)} is in use already", cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public Task Rejects_a_store_directory_that_can_not_be_one(CancellationToken cancellationToken) =>
        RefusesAsync(["--Store:Directory", "/dev/null/store"], "/dev/null/store", cancellationToken);

    [Test, CancelAfter(60_000)]
    public Task Rejects_a_clock_that_is_none(CancellationToken cancellationToken) =>
        RefusesAsync(["--Clock", "fast"], "The clock \"fast\" is not of the form", cancellationToken);

    [Test, CancelAfter(60_000)]
    public Task Rejects_a_port_that_is_no_number(CancellationToken cancellationToken) =>
        RefusesAsync(["--Broker:Port", "mqtt"], "Broker:Port", cancellationToken);

    [Test, CancelAfter(60_000)]
    public async Task Rejects_every_wrong_setting_at_once(CancellationToken cancellationToken)
    {
        var errors = await RefusalAsync(
            ["--Farms:east:TimeZone", "Mars/Base", "--Farms:a?b:TimeZone", "UTC", "--Broker:Address", "nowhere", "--Broker:MaximumPacketBytes", "5",
                "--urls", "here;http://127.0.0.1:99999;http://127.0.0.1:0", "--Broker:Prot", "1883", "--Store:Dir", "x", "--Stills:Keep", "0", "--Clock", "fast"],
            cancellationToken);

        Assert.That(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(10), errors);
        Assert.That(errors, Does.Contain("Farms:east:TimeZone is \"Mars/Base\"").And.Contain("Farms:a?b is no farm's name")
            .And.Contain("Broker:Address is \"nowhere\"").And.Contain("Broker:MaximumPacketBytes is 5, but it must be 16384 to")
            .And.Contain("--urls is \"here\"").And.Contain("--urls is \"http://127.0.0.1:99999\"").And.Contain("The clock \"fast\"")
            .And.Contain("Broker:Prot is no setting that Roost knows; those of Broker are Embedded, Address,")
            .And.Contain("Store:Dir is no setting that Roost knows").And.Contain("Stills:Keep is 0 days, but pictures are kept for 1 to 36500 days."));
    }

    [Test, CancelAfter(60_000)]
    public async Task Without_its_broker_it_lives_but_is_not_ready_and_says_why(CancellationToken cancellationToken)
    {
        int dead;
        using (var taken = Take())
        {
            dead = PortOf(taken);
        }

        using var folder = new TemporaryFolder();
        await using var cloud = CloudService.Build(
            ["--urls", "http://127.0.0.1:0", "--Store:Directory", folder.Path, "--Broker:Embedded", "false", "--Broker:Host", "127.0.0.1", "--Broker:Port", $"{dead}"],
            builder => builder.Logging.ClearProviders());
        await cloud.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(cloud.Urls.First()) };
        using var live = await http.GetAsync("/health/live", cancellationToken);
        using var ready = await http.GetAsync("/health/ready", cancellationToken);
        var reason = await ready.Content.ReadAsStringAsync(cancellationToken);
        await cloud.StopAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)live.StatusCode, Is.EqualTo(200));
            Assert.That((int)ready.StatusCode, Is.EqualTo(503));
            Assert.That(reason, Does.Contain("\"ready\":false").And.Contain("not connected"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_scaled_clock_is_the_farms_clock(CancellationToken cancellationToken)
    {
        var realNow = TimeProvider.System.GetUtcNow();
        var clock = new ScaledClock(realNow, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 60, TimeProvider.System);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--Clock", clock.ToString()]);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await agent.DataAsync("coop-1", 1, clock.GetUtcNow(), 20);
        await agent.DataAsync("coop-1", 2, realNow, 99);
        await agent.AckedAsync(2, cancellationToken);

        var coop = await cloud.CoopAsync("demo-farm", "coop-1", found => found.Latest.Count == 1, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(coop.ClockSpeed, Is.EqualTo(60));
            Assert.That(coop.Now, Is.EqualTo(clock.GetUtcNow()).Within(TimeSpan.FromMinutes(30)));
            Assert.That(coop.Latest[0].Reading.Value, Is.EqualTo(20), "the real time is this farm's future");
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task After_a_restart_the_newest_readings_are_there_before_any_agent_is(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var takenAt = TestAgent.Now;
        await using (var before = await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path))
        {
            await using var agent = await before.ConnectAsync("demo-farm", "agent-1", cancellationToken);
            await agent.BirthWithTemperatureAsync("coop-1");
            await agent.DataAsync("coop-1", 1, takenAt, 21);
            await agent.AckedAsync(1, cancellationToken);
        }

        await using var after = await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path);
        var coop = await after.CoopAsync("demo-farm", "coop-1", cancellationToken);
        Assert.That((coop!.Online, coop.Latest[0].Reading.Value, coop.Latest[0].Reading.TakenAt), Is.EqualTo((false, 21d, takenAt)));
    }

    [Test, CancelAfter(60_000), Timed]
    public async Task Stopping_under_load_takes_less_than_three_seconds_and_leaves_the_host_offline(CancellationToken cancellationToken)
    {
        using var rejections = new Rejections(TimeProvider.System, NullLogger<Rejections>.Instance);
        using var broker = new EmbeddedBroker(Options.Create(new BrokerOptions { Port = 0 }), rejections, TimeProvider.System, NullLoggerFactory.Instance);
        await broker.StartingAsync(cancellationToken);
        var port = broker.EndPoint!.Port;
        await using var cloud = await TestCloud.StartAsync(
            cancellationToken, ["--Broker:Embedded", "false", "--Broker:Host", "127.0.0.1", "--Broker:Port", $"{port}"]);
        await using var agent = await TestAgent.ConnectAsync(port, "demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        using var sendingStops = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = Task.Run(
            async () =>
            {
                for (ulong batch = 1; !sendingStops.IsCancellationRequested; batch++)
                {
                    await agent.DataAsync("coop-1", batch, TestAgent.Now, batch);
                }
            },
            cancellationToken);
        await agent.AckedAsync(10, cancellationToken);

        var begun = TimeProvider.System.GetTimestamp();
        await cloud.StopAsync(cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(begun);
        await sendingStops.CancelAsync();
        await sending;

        Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(await StateAsync(port, cancellationToken), Is.False, "the retained STATE");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_way_in_that_fails_for_a_reason_nobody_foresaw_ends_the_service(CancellationToken cancellationToken)
    {
        using var rejections = new Rejections(TimeProvider.System, NullLogger<Rejections>.Instance);
        using var broker = new EmbeddedBroker(Options.Create(new BrokerOptions { Port = 0 }), rejections, TimeProvider.System, NullLoggerFactory.Instance);
        await broker.StartingAsync(cancellationToken);
        var time = new BreakableTime();
        await using var cloud = await TestCloud.StartAsync(
            cancellationToken,
            ["--Broker:Embedded", "false", "--Broker:Host", "127.0.0.1", "--Broker:Port", $"{broker.EndPoint!.Port}"],
            configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cloud.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());

        try
        {
            // The next connection asks for the time, and nobody expects that question to fail.
            time.IsBroken = true;
            await broker.StoppedAsync(cancellationToken);

            await stopping.Task.WaitAsync(cancellationToken);
            Assert.That(Environment.ExitCode, Is.EqualTo(StartupLog.Failed));
        }
        finally
        {
            time.IsBroken = false;
            Environment.ExitCode = 0;
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task With_StopWithInput_the_end_of_the_input_ends_the_process(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var process = StartProcess(folder, "--Broker:Port", "0", "--StopWithInput", "true");
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line && !line.Contains("Application started", StringComparison.Ordinal))
            {
            }

            process.StandardInput.Close();
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.That(process.ExitCode, Is.Zero);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // The program's own build, whose libraries are those of this kind of machine and lie beside it.
    private static string CloudProgram { get; } = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Roost.Cloud", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Roost.Cloud.dll");

    private static Process StartProcess(TemporaryFolder folder, params string[] args) => Process.Start(new ProcessStartInfo(
        "dotnet",
        [CloudProgram, "--urls", "http://127.0.0.1:0", "--Store:Directory", folder.Path, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<bool> StateAsync(int port, CancellationToken cancellationToken)
    {
        using var watcher = new MqttClientFactory().CreateMqttClient();
        var state = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.ApplicationMessageReceivedAsync += args =>
        {
            HostState.TryDecode(args.ApplicationMessage.Payload, out var online, out _);
            state.TrySetResult(online);
            return Task.CompletedTask;
        };
        await watcher.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), cancellationToken);
        await watcher.SubscribeAsync(HostState.TopicOf(BrokerConnection.HostId), cancellationToken: cancellationToken);
        return await state.Task.WaitAsync(cancellationToken);
    }

    private static async Task RefusesAsync(string[] args, string sentence, CancellationToken cancellationToken)
    {
        var errors = await RefusalAsync(args, cancellationToken);

        Assert.That(errors, Does.Contain(sentence));
        Assert.That(errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), "one sentence, no stack trace");
    }

    private static async Task<string> RefusalAsync(string[] args, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var errors = new StringWriter();
        string[] all = ["--urls", "http://127.0.0.1:0", "--Broker:Port", "0", "--Store:Directory", folder.Path, .. args];
        var exitCode = await StartupLog.RunAsync(() => CloudService.Build(all), errors).WaitAsync(cancellationToken);
        Assert.That(exitCode, Is.EqualTo(2));
        return errors.ToString();
    }

    private static Socket Take()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private sealed class BreakableTime : TimeProvider
    {
        private volatile bool isBroken;

        public bool IsBroken
        {
            set => isBroken = value;
        }

        public override DateTimeOffset GetUtcNow() => isBroken ? throw new InvalidOperationException("The clock is broken.") : base.GetUtcNow();
    }
}
