using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MQTTnet.Exceptions;
using Roost.Configuration;
using Roost.Domain.Clocks;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Coop;

/// <summary><c>coop SCENARIO</c>: one coop, played in time, behind the wires of real hardware.</summary>
internal static class CoopCommand
{
    private const int CannotRun = 2;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Creates the command; it runs until it is stopped or the scenario is over.</summary>
    internal static Command Create()
    {
        var name = new Argument<string>("SCENARIO") { Description = "A shipped scenario (./roost sim scenarios lists them) or a file." };
        var modbus = NumberOption.Create<int>("--modbus", "Port of the house controller's Modbus TCP device; 0 takes a free one.", 0, 65535, null);
        var http = NumberOption.Create<int>("--http", "Port of sensors with a web server.", 1, 65535, null);
        var mqtt = BrokerAddress.Option("--mqtt", "Broker that a Zigbee gateway publishes to.");
        var camera = NumberOption.Create<int>("--camera", "Port of a synthetic camera; 0 takes a free one.", 0, 65535, null);
        var sysfs = new Option<string?>("--sysfs") { Description = "Folder that shows sensors as the kernel does below /sys.", HelpName = "DIR" };
        var coop = new Option<string>("--coop") { Description = "Name of the coop.", HelpName = "NAME", DefaultValueFactory = _ => "coop-1" };
        var speed = NumberOption.Create("--speed", "Seconds of the scenario in a real second.", 0.01, 100_000, 1.0);
        var skip = DurationOption.Create(
            "--skip", "How much of the scenario has passed at the start: 20h, 1d.", TimeSpan.FromSeconds(10), TimeSpan.FromDays(700), TimeSpan.Zero);
        var seed = NumberOption.Create<ulong>("--seed", "Another farm than the scenario's own.", 0, ulong.MaxValue, null);
        var command = new Command("coop", "Plays a scenario behind the wires of real hardware: Modbus TCP, HTTP, Zigbee2MQTT, kernel files.")
        {
            name, modbus, http, mqtt, camera, sysfs, coop, speed, skip, seed,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = parsed.InvocationConfiguration;
            var options = new CoopWireOptions(
                parsed.GetValue(modbus), parsed.GetValue(http), parsed.GetValue(mqtt), parsed.GetValue(camera), parsed.GetValue(sysfs), parsed.GetValue(coop)!);
            if (!options.Any)
            {
                await console.Error.WriteLineAsync("Nobody could see the coop: give it at least one of --modbus, --http, --mqtt, --camera and --sysfs.");
                return CannotRun;
            }

            try
            {
                var scenario = ScenarioLibrary.Find(parsed.GetValue(name)!);
                return await RunAsync(
                    parsed.GetValue(seed) is { } other ? scenario.With(other) : scenario,
                    options, parsed.GetValue(speed)!.Value, parsed.GetValue(skip)!.Value, TimeProvider.System, console.Output, cancellationToken);
            }
            catch (Exception problem) when (SentenceOf(problem) is { } sentence)
            {
                await console.Error.WriteLineAsync(sentence);
                return CannotRun;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Scenario scenario, CoopWireOptions options, double speed, TimeSpan skip, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var coop = new LiveCoop(scenario.Begin());
            var end = coop.Now + scenario.Length;
            if (skip >= scenario.Length)
            {
                throw new SetupException(string.Create(CultureInfo.InvariantCulture, $"--skip leaves nothing of {scenario.Name}: it takes {scenario.Length.TotalDays:0.#} days."));
            }

            coop.AdvanceTo(coop.Now + skip, cancellationToken);
            await using var wires = await CoopWires.LayAsync(coop, options, time, cancellationToken);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{scenario.Title["en"]} ({scenario.Name}), from {ScenarioPage.Local(scenario, coop.Now)}, speed {speed}: {string.Join("; ", wires.Addresses)}"));
            await output.FlushAsync(cancellationToken);

            var clock = new ScaledClock(time.GetUtcNow(), coop.Now, speed, time);
            using var timer = new PeriodicTimer(LookEvery, time);
            while (coop.Now < end && await timer.WaitForNextTickAsync(cancellationToken))
            {
                var shown = coop.Now;
                var now = clock.GetUtcNow();
                coop.AdvanceTo(now < end ? now : end, cancellationToken);
                if (coop.Now > shown)
                {
                    await wires.ShowAsync(cancellationToken);
                }
            }

            await output.WriteLineAsync("The scenario is over.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how it ends.
        }

        return 0;
    }

    private static string? SentenceOf(Exception problem) => problem switch
    {
        SetupException => problem.Message,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "The port of --modbus is in use; choose another, or 0 for a free one.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "The port of --modbus may not be used by this user; choose one above 1023.",
        HttpListenerException => "The port of --http is in use; choose another.",
        MqttCommunicationException => $"The broker of --mqtt does not answer: {problem.GetBaseException().Message}",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => "The port of --camera is in use; choose another, or 0 for a free one.",
        IOException or UnauthorizedAccessException => $"The folder of --sysfs can't be written: {problem.Message}",
        _ => null,
    };
}
