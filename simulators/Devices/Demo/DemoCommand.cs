using System.CommandLine;

namespace Roost.Simulators.Demo;

/// <summary><c>demo</c>: a whole farm in real processes, in one go.</summary>
internal static class DemoCommand
{
    private const int CannotStart = 2;

    /// <summary>Creates the command; it runs until it is stopped.</summary>
    internal static Command Create()
    {
        var port = NumberOption.Create("--port", "Port of the web address; 0 takes a free one.", 0, 65535, DemoOptions.DefaultPort);
        var coops = NumberOption.Create("--coops", "How many houses.", 1, DemoOptions.MostCoops, DemoOptions.DefaultCoops);
        var seed = NumberOption.Create<ulong>("--seed", "Another farm for another seed; a data folder keeps its own.", 0, ulong.MaxValue, null);
        var speed = NumberOption.Create(
            "--speed", "Seconds of the farm's clock in a real second.", DemoOptions.LeastSpeed, DemoOptions.MostSpeed, 1.0);
        var data = new Option<string?>("--data") { Description = "Folder that is kept between runs.", HelpName = "DIR" };
        var video = new Option<string?>("--video") { Description = "A video file that plays as coop 1's camera, over and over.", HelpName = "FILE" };
        var bin = new Option<string?>("--bin") { Description = "Folder of the build.", HelpName = "DIR", Hidden = true };

        var command = new Command("demo", "A simulated farm with agents, broker, cloud and dashboard; prints the address when it is ready.")
        {
            port,
            coops,
            seed,
            speed,
            data,
            video,
            bin,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = parsed.InvocationConfiguration;
            try
            {
                var options = new DemoOptions(
                    parsed.GetValue(port)!.Value,
                    parsed.GetValue(coops)!.Value,
                    parsed.GetValue(seed),
                    parsed.GetValue(speed)!.Value,
                    parsed.GetValue(data) ?? DefaultData(),
                    parsed.GetValue(video),
                    parsed.GetValue(bin) ?? ProgramFiles.OwnBin());
                return await DemoRun.RunAsync(options, TimeProvider.System, console.Output, console.Error, cancellationToken);
            }
            catch (DemoException problem)
            {
                await console.Error.WriteLineAsync($"roost demo: {problem.Message}");
                return CannotStart;
            }
        });
        return command;
    }

    private static string DefaultData()
    {
        // The XDG base directory specification: a relative or empty value counts as unset.
        var shared = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        if (!Path.IsPathRooted(shared))
        {
            var home = Environment.GetEnvironmentVariable("HOME");
            shared = Path.IsPathRooted(home)
                ? Path.Combine(home, ".local", "share")
                : throw new DemoException("Neither HOME nor XDG_DATA_HOME is set; give the demo a folder with --data.");
        }

        return Path.Combine(shared, "roost", "demo");
    }
}
