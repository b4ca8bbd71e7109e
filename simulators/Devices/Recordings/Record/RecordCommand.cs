using System.CommandLine;
using System.Globalization;
using Roost.Configuration;
using Roost.Domain.Wire;
using Roost.Simulation;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Recordings.Record;

/// <summary><c>record</c>: makes a recording from a cloud's store, from what passes on a broker, or of a simulated coop.</summary>
internal static class RecordCommand
{
    private const string DefaultFarm = "farm-1";
    private const string DefaultTimeZone = "Asia/Shanghai";

    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var scenario = new Argument<string?>("SCENARIO")
        {
            Description = "A shipped scenario or a file: its coop is recorded as fast as it goes, from nothing but the simulation.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var seed = NumberOption.Create<ulong>("--seed", "Another farm than the scenario's own.", 0, ulong.MaxValue, null);
        var coop = new Option<string>("--coop") { Description = "Name of the scenario's coop.", HelpName = "NAME", DefaultValueFactory = _ => "coop-1" };
        var every = DurationOption.Create(
            "--every", "Time between two readings of a scenario's sensor.", TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromSeconds(10));
        var farm = new Option<string?>("--farm") { Description = $"The farm; of a scenario {DefaultFarm} unless it is said.", HelpName = "NAME" };
        var from = new Option<string?>("--from") { Description = "Start: ISO 8601, in the farm's time unless it has an offset.", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "End, itself outside (now).", HelpName = "TIME" };
        var url = new Option<string?>("--url") { Description = $"The cloud whose store is recorded ({CloudApi.Default}).", HelpName = "URL" };
        var coops = NamesOption.Create("--coops", "Only these coops, separated by commas.");
        var broker = BrokerAddress.Option("--broker", "The MQTT broker.");
        broker.Description = "Record what passes on this MQTT broker instead of a store.";
        var duration = DurationOption.Create(
            "--for", "How long to listen on the broker (until Ctrl-C).", TimeSpan.FromSeconds(1), TimeSpan.FromDays(40), null);
        var zone = new Option<string?>("--time-zone") { Description = $"The farm's time zone, for a recording from a broker ({DefaultTimeZone}).", HelpName = "ZONE" };
        var output = new Option<string?>("--out") { Description = "The recording's directory (FARM-FROM).", HelpName = "DIR" };
        var command = new Command("record", "Makes a recording: of a farm from the store of a cloud or from what passes on a broker, or of a simulated coop.")
        {
            scenario, farm, from, to, url, coops, broker, duration, zone, seed, coop, every, output,
        };
        command.SetAction((parsed, cancellationToken) => RecordingCommand.RunAsync("record", parsed, async console =>
        {
            var story = parsed.GetValue(scenario);
            var name = parsed.GetValue(farm) ?? (story is null ? throw new RecordingException("Say which farm to record with --farm, or name a scenario.") : DefaultFarm);
            foreach (var (what, given) in new[] { ("farm", name), ("coop", parsed.GetValue(coop)!) })
            {
                if (!WireName.IsValid(given))
                {
                    throw new RecordingException($"\"{given}\" is no {what}'s name.");
                }
            }

            Manifest manifest;
            if (story is not null)
            {
                if (parsed.GetValue(broker) is not null || parsed.GetValue(from) is not null || parsed.GetValue(to) is not null || parsed.GetValue(url) is not null)
                {
                    throw new RecordingException("A scenario is recorded from its begin to its end, without a cloud: leave out --broker, --from, --to and --url.");
                }

                if (parsed.GetValue(every)!.Value is var step && step.Ticks % CoopSimulation.StepLength.Ticks != 0)
                {
                    throw new RecordingException(string.Create(
                        CultureInfo.InvariantCulture, $"--every is {step.TotalSeconds} s, but a scenario goes in steps of {CoopSimulation.StepLength.TotalSeconds} s: give a multiple of that."));
                }

                manifest = await FromScenarioAsync(
                    ScenarioOf(story, parsed.GetValue(seed)), name, parsed.GetValue(coop)!, parsed.GetValue(every)!.Value, parsed.GetValue(output), console, cancellationToken);
            }
            else if (parsed.GetValue(broker) is { } address)
            {
                if (parsed.GetValue(from) is not null || parsed.GetValue(to) is not null || parsed.GetValue(url) is not null || parsed.GetValue(coops) is { Length: > 0 })
                {
                    throw new RecordingException("--from, --to, --url and --coops go with a recording from a store; with --broker, say --for how long.");
                }

                manifest = await FromBrokerAsync(
                    address, name, parsed.GetValue(zone) ?? DefaultTimeZone, parsed.GetValue(duration), parsed.GetValue(output), console, cancellationToken);
            }
            else
            {
                if (parsed.GetValue(duration) is not null || parsed.GetValue(zone) is not null)
                {
                    throw new RecordingException("--for and --time-zone go with --broker; for a recording from a store say --from and --to.");
                }

                manifest = await FromStoreAsync(
                    CloudApi.AddressOf(parsed.GetValue(url)), name, parsed.GetValue(coops) ?? [], parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(output), console, cancellationToken);
            }

            foreach (var note in manifest.Notes)
            {
                await console.Output.WriteLineAsync($"Note: {note}");
            }

            return 0;
        }));
        return command;
    }

    private static Scenario ScenarioOf(string name, ulong? seed)
    {
        try
        {
            var scenario = ScenarioLibrary.Find(name);
            return seed is { } other ? scenario.With(other) : scenario;
        }
        catch (SetupException problem)
        {
            throw new RecordingException(problem.Message, problem);
        }
    }

    private static async Task<Manifest> FromScenarioAsync(
        Scenario scenario, string farm, string coop, TimeSpan every, string? output, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var folder = output ?? scenario.Name;
        using var writer = RecordingWriter.Create(folder);
        var recorder = new ScenarioRecorder(scenario, coop, every);
        var (from, to) = recorder.Record(writer, cancellationToken);
        var manifest = await writer.FinishAsync(farm, scenario.Setup.TimeZone.Id, from, to, recorder.Notes, cancellationToken);
        await console.Output.WriteLineAsync(Recorded(writer, folder));
        return manifest;
    }

    private static async Task<Manifest> FromStoreAsync(
        Uri cloud,
        string farm,
        string[] coops,
        string? from,
        string? to,
        string? output,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        using var api = new CloudApi(cloud);
        var known = await api.GetAsync<CloudFarm>($"api/farms/{Uri.EscapeDataString(farm)}", cancellationToken);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(known.TimeZone);
        var end = TimeOption.Read("--to", to, zone) ?? TimeProvider.System.GetUtcNow();
        var start = TimeOption.Read("--from", from, zone)
            ?? throw new RecordingException("Say from when on to record, for example --from 2026-01-31T06:00 in the farm's time.");
        if (start >= end)
        {
            throw new RecordingException(to is null ? "--from lies in the future; there is nothing to record yet." : "--from must lie before --to.");
        }

        if (TimeProvider.System.GetUtcNow() is var now && end > now)
        {
            // What the recording says that it covers must have been.
            end = now;
            await console.Output.WriteLineAsync("--to lies in the future: recorded until now.");
        }

        var folder = output ?? DefaultFolder(farm, start, zone);
        using var writer = RecordingWriter.Create(folder);
        await new StoreRecorder(api, farm, coops).RecordAsync(start, end, writer, cancellationToken);
        if (writer.Count == 0)
        {
            throw new RecordingException($"The cloud has no readings of {farm}{(coops.Length == 0 ? "" : $" ({string.Join(", ", coops)})")} from {FarmTime.Show(start, zone)} to {FarmTime.Show(end, zone)}; look at --from, --to and --coops.");
        }

        await new FarmRecorder(api, farm, known, coops).RecordAsync(start, end, writer, cancellationToken);
        var manifest = await writer.FinishAsync(farm, zone.Id, start, end, [], cancellationToken);
        await console.Output.WriteLineAsync(Recorded(writer, folder));
        return manifest;
    }

    private static async Task<Manifest> FromBrokerAsync(
        BrokerAddress broker,
        string farm,
        string timeZone,
        TimeSpan? duration,
        string? output,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            throw new RecordingException($"--time-zone is \"{timeZone}\", but this machine knows no such zone; an example is {DefaultTimeZone}.");
        }

        var start = TimeProvider.System.GetUtcNow();
        var folder = output ?? DefaultFolder(farm, start, zone);
        using var writer = RecordingWriter.Create(folder);
        using var recorder = new LiveRecorder(broker, farm, writer, TimeProvider.System, console.Error);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await recorder.RunAsync(
            () =>
            {
                console.Output.WriteLine($"Listening on {broker}; {(duration is null ? "Ctrl-C ends the recording" : "Ctrl-C ends it earlier")}.");
                console.Output.Flush();
                if (duration is { } limit)
                {
                    ending.CancelAfter(limit);
                }
            },
            ending.Token);

        if (writer.Count == 0)
        {
            throw new RecordingException($"Nothing of the farm \"{farm}\" came from {broker} in that time; look at --farm, and that its agents run.");
        }

        // What arrived is a recording, however it ended: so no cancellation from here on.
        var from = writer.First < start ? writer.First.Value : start;
        var end = TimeProvider.System.GetUtcNow();
        var to = writer.Last >= end ? writer.Last.Value.AddMilliseconds(1) : end;
        var manifest = await writer.FinishAsync(farm, zone.Id, from, to, recorder.Notes(), CancellationToken.None);
        await console.Output.WriteLineAsync(Recorded(writer, folder));
        return manifest;
    }

    private static string DefaultFolder(string farm, DateTimeOffset from, TimeZoneInfo zone) => string.Create(
        CultureInfo.InvariantCulture, $"{farm}-{TimeZoneInfo.ConvertTime(from, zone):yyyyMMdd-HHmmss}");

    private static string Recorded(RecordingWriter writer, string folder) =>
        string.Create(CultureInfo.InvariantCulture, $"Recorded {writer.Count:N0} readings in {folder}.");
}
