using System.CommandLine;
using System.Globalization;
using Roost.Domain.Clocks;

namespace Roost.Simulators.Recordings.Replay;

/// <summary><c>replay</c>: sends a recording through MQTT to a cloud.</summary>
internal static class ReplayCommand
{
    private const int NotAllAcknowledged = 1;
    private const double LeastSpeed = 0.01;
    private const double MostSpeed = 100_000;

    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The recording." };
        var broker = BrokerAddress.Option("--broker", "The MQTT broker.");
        var farm = new Option<string?>("--farm") { Description = "Play as this farm (the recorded one).", HelpName = "NAME" };
        var shift = new Option<Shift?>("--shift") { Description = "now: times are shifted to the present; none: they stay (none).", HelpName = "now|none", CustomParser = ReadShift };
        var speed = new Option<Pace?>("--speed") { Description = "Recorded seconds in a second, or max (1).", HelpName = "X|max", CustomParser = ReadPace };
        var from = new Option<string?>("--from") { Description = "Begin at this recorded time.", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "End before this recorded time; go on later with --from.", HelpName = "TIME" };
        var loop = new Option<bool>("--loop") { Description = "Begin anew when it is over, until stopped." };
        var coops = NamesOption.Create("--coops", "Only these coops, separated by commas.");
        var quantities = NamesOption.Create("--quantities", "Only these quantities, separated by commas.");
        var clock = new Option<string?>("--clock") { Description = "The cloud's --Clock, if it has one.", HelpName = "REAL-ORIGIN/ORIGIN/SPEED" };
        var withRules = new Option<bool>("--with-rules") { Description = "Tell the cloud the recording's rules and flocks before its readings, so that it raises the same alarms." };
        var url = new Option<string?>("--url") { Description = $"The cloud's own address, for --with-rules ({CloudApi.Default}).", HelpName = "URL" };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what is in the recording." };
        var command = new Command("replay", "Sends a recording through MQTT to a cloud; ends when the cloud has stored all of it.")
        {
            folder, broker, farm, shift, speed, from, until, loop, coops, quantities, clock, withRules, url, dry,
        };
        command.SetAction((parsed, cancellationToken) => RecordingCommand.RunAsync("replay", parsed, async console =>
        {
            var recording = await Recording.OpenAsync(parsed.GetValue(folder)!, cancellationToken);
            if (parsed.GetValue(dry))
            {
                await ShowCommand.ShowAsync(recording, console.Output);
                return 0;
            }

            var options = new ReplayOptions(
                parsed.GetValue(broker) ?? throw new RecordingException("Say where to, for example --broker 127.0.0.1:1883."),
                parsed.GetValue(farm),
                parsed.GetValue(shift) is { ToNow: true },
                (parsed.GetValue(speed) ?? new(1)).Speed,
                parsed.GetValue(loop),
                parsed.GetValue(from),
                parsed.GetValue(until),
                parsed.GetValue(coops) ?? [],
                parsed.GetValue(quantities) ?? [],
                parsed.GetValue(withRules) ? CloudApi.AddressOf(parsed.GetValue(url)) : null);
            var player = new RecordingPlayer(recording, options, ReadClock(parsed.GetValue(clock)), console.Output, console.Error);
            return await player.PlayAsync(cancellationToken) ? 0 : NotAllAcknowledged;
        }));
        return command;
    }

    private static Shift? ReadShift(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (text is "now" or "none")
        {
            return new(text == "now");
        }

        result.AddError($"--shift takes now or none, not \"{text}\".");
        return null;
    }

    private static Pace? ReadPace(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (text == "max")
        {
            return new(null);
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= LeastSpeed and <= MostSpeed)
        {
            return new(speed);
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--speed takes a number from {LeastSpeed} to {MostSpeed}, or max, not \"{text}\"."));
        return null;
    }

    private static TimeProvider ReadClock(string? text)
    {
        try
        {
            return text is null ? TimeProvider.System : ScaledClock.Parse(text, TimeProvider.System);
        }
        catch (FormatException problem)
        {
            throw new RecordingException(problem.Message, problem);
        }
    }

    private sealed record Shift(bool ToNow);

    /// <summary>Recorded seconds in a second; null for as fast as the cloud takes it.</summary>
    private sealed record Pace(double? Speed);
}
