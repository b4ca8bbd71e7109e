using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Roost.Domain.Wire;

namespace Roost.Simulators.Fleet;

/// <summary><c>fleet</c>: thousands of agents in one process that speak the real wire, for load.</summary>
internal static class FleetCommand
{
    private const int SomethingLost = 1;
    private const int CannotRun = 2;
    private const int DefaultPort = 1883;
    private const int LongestPrefix = WireName.MaximumLength - 6;
    private const double LeastSpeed = 0.01;
    private const double MostSpeed = 100_000;
    private const string Max = "max";

    /// <summary>Creates the command; it runs for its time, or until it is stopped.</summary>
    internal static Command Create()
    {
        var broker = BrokerAddress.Option("--broker", "The MQTT broker.", new("127.0.0.1", DefaultPort));
        var farm = new Option<string>("--farm")
        {
            Description = "What the farms' names begin with.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "fleet",
            CustomParser = ParseFarm,
        };
        var coops = NumberOption.Create("--coops", "How many coops.", 1, FleetOptions.MostCoops, 100);
        var agents = NumberOption.Create<int>("--agents", "How many agents share them; each coop has its own by default.", 1, FleetOptions.MostCoops, null);
        var coopsPerAgent = NumberOption.Create<int>("--coops-per-agent", "The same, said the other way round.", 1, FleetOptions.MostCoops, null);
        var every = DurationOption.Create(
            "--every", "Time between two batches of a coop.", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), TimeSpan.FromSeconds(10));
        var readings = NumberOption.Create("--readings", "Readings in a batch.", 1, FleetOptions.MostReadings, 30);
        var runFor = DurationOption.Create("--for", "How long coops measure; until interrupted by default.", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), null);
        var speed = new Option<double>("--speed")
        {
            Description = $"Seconds of the fleet's clock in a real second, or {Max}: as fast as the receiver acknowledges.",
            HelpName = $"N|{Max}",
            DefaultValueFactory = _ => 1.0,
            CustomParser = ParseSpeed,
        };
        var seed = NumberOption.Create<ulong>("--seed", "Other values for another seed.", 0, ulong.MaxValue, 1);
        var json = new Option<bool>("--json") { Description = "Reports as JSON, one object a line; the last is the final one." };

        var command = new Command("fleet", "Thousands of agents in one process that speak the real wire, for load; reports what was lost and how fast the rest was.")
        {
            broker,
            farm,
            coops,
            agents,
            coopsPerAgent,
            every,
            readings,
            runFor,
            speed,
            seed,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(agents) is { Implicit: false } && result.GetResult(coopsPerAgent) is { Implicit: false })
            {
                result.AddError("--agents and --coops-per-agent say the same thing; give one of them.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var count = parsed.GetValue(coops)!.Value;
            var (host, port) = parsed.GetValue(broker)!;
            var options = new FleetOptions(
                host,
                port,
                parsed.GetValue(farm)!,
                count,
                parsed.GetValue(agents) ?? (parsed.GetValue(coopsPerAgent) is { } each ? (count + each - 1) / each : count),
                parsed.GetValue(every)!.Value,
                parsed.GetValue(readings)!.Value,
                parsed.GetValue(runFor),
                parsed.GetValue(speed) is var times && double.IsFinite(times) ? times : null,
                parsed.GetValue(seed)!.Value,
                parsed.GetValue(json));
            return RunAsync(options, parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(FleetOptions options, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            options.Check();
            using var run = await FleetRun.CreateAsync(options, TimeProvider.System, Print, cancellationToken);
            var report = await run.RunAsync(cancellationToken);
            await console.Output.WriteAsync(options.Json ? report.ToJson() + Environment.NewLine : report.ToTable());
            return report.Lost > 0 ? SomethingLost : 0;
        }
        catch (FleetException problem)
        {
            await console.Error.WriteLineAsync(problem.Message);
            return CannotRun;
        }

        void Print(string line)
        {
            // What is no report is no JSON either.
            var writer = options.Json && line[0] != '{' ? console.Error : console.Output;
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    private static string ParseFarm(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (!WireName.IsValid(text) || text.Length > LongestPrefix)
        {
            result.AddError(
                $"--farm takes a name of 1 to {LongestPrefix} letters, digits, spaces, \"-\", \"_\" or \".\", beginning with a letter or digit, not \"{text}\".");
        }

        return text;
    }

    private static double ParseSpeed(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (text == Max)
        {
            return double.PositiveInfinity;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= LeastSpeed and <= MostSpeed)
        {
            return speed;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--speed takes a number from {LeastSpeed} to {MostSpeed} or {Max}, not \"{text}\"."));
        return 1;
    }
}
