using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.Win32.SafeHandles;
using OpenCvSharp;
using Roost.Domain.Breeds;

namespace Roost.Simulators.Cameras;

/// <summary><c>camera --port N …</c>: a synthetic camera over HTTP, or with <c>--raw</c> on standard output.</summary>
internal static class CameraCommand
{
    private const int Misused = 2;

    private static readonly SafeFileHandle StandardOutput = new(1, ownsHandle: false);

    private static readonly BreedStandard Breed = BreedStandard.Ross308;

    /// <summary>Creates the command; it runs until it is stopped.</summary>
    /// <param name="standardOutput">Where raw pictures go; the process's own when null.</param>
    internal static Command Create(Stream? standardOutput = null)
    {
        var port = NumberOption.Create<int>("--port", "TCP port on the loopback address; 0 takes a free one. Needed unless --raw.", IPEndPoint.MinPort, IPEndPoint.MaxPort, null);
        var birds = NumberOption.Create<int>("--birds", "Living birds in view.", 0, FlockScene.MostBirds, 150);
        var age = NumberOption.Create<double>("--age", "Age of the flock in days, which sets how large the birds are (Ross 308).", 0, Breed.LastDay, 24);
        var activity = NumberOption.Create<double>("--activity", "How lively the birds are: 0 asleep to 1.", 0, 1, 0.5);
        var huddling = NumberOption.Create<double>("--huddling", "Share of the birds that press together, 0 to 1.", 0, 1, 0);
        var dead = NumberOption.Create<int>("--dead", "Dead birds in view.", 0, FlockScene.MostBirds, 0);
        var dust = NumberOption.Create<double>("--dust", "Dust on the lens: 0 clean to 1.", 0, 1, 0);
        var seed = NumberOption.Create<ulong>("--seed", "Other birds, another floor.", ulong.MinValue, ulong.MaxValue, 1);
        var light = WordOption<HouseLight>("--light", "What the camera sees by: day, night or infrared.");
        var fault = WordOption<CameraFault>("--fault", "What is wrong with the camera: dark, dusty, knocked, frozen or unplugged.");
        var quality = NumberOption.Create<int>("--jpeg-quality", "Quality of the JPEGs: 1 all artefacts to 100.", 1, 100, 75);
        var raw = new Option<bool>("--raw") { Description = "Writes the pictures to standard output as YUV4MPEG2; the address, if any, goes to standard error." };
        var command = new Command("camera", "A synthetic camera above a flock: MJPEG at /stream.mjpg, a still at /frame.jpg, the truth at /truth.")
        {
            port, birds, age, activity, huddling, dead, light, dust, fault, quality, seed, raw,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var huddled = parsed.GetValue(huddling)!.Value;
            var usual = new FlockScene();
            var scene = usual with
            {
                Birds = parsed.GetValue(birds)!.Value,
                DeadBirds = parsed.GetValue(dead)!.Value,
                WeightGrams = Breed.WeightGrams(parsed.GetValue(age)!.Value),
                Activity = parsed.GetValue(activity)!.Value,
                HuddlingShare = huddled,
                FeedingShare = usual.FeedingShare * (1 - huddled),
                DrinkingShare = usual.DrinkingShare * (1 - huddled),
                RestingShare = usual.RestingShare * (1 - huddled),
                Light = parsed.GetValue(light) ?? usual.Light,
                Dust = parsed.GetValue(dust)!.Value,
                Fault = parsed.GetValue(fault),
            };
            if (scene.Problems().FirstOrDefault() is { } problem)
            {
                return await RefuseAsync(problem, parsed.InvocationConfiguration);
            }

            if (parsed.GetValue(port) is null && !parsed.GetValue(raw))
            {
                return await RefuseAsync("A camera needs --port N, or --raw to write its pictures to standard output.", parsed.InvocationConfiguration);
            }

            var pipe = parsed.GetValue(raw) ? standardOutput ?? OwnOutput() : null;
            return await RunAsync(scene, parsed.GetValue(seed)!.Value, parsed.GetValue(quality)!.Value, parsed.GetValue(port), pipe, parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        FlockScene scene, ulong seed, int jpegQuality, int? port, Stream? pipe, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            // The pictures are small: sharing one among threads costs more than it brings.
            Cv2.SetNumThreads(1);
        }
        catch (TypeInitializationException fault) when (fault.InnerException is DllNotFoundException)
        {
            return await RefuseAsync("The library that makes the pictures can't be loaded; install the package libgtk-3-0.", console);
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var camera = new LiveCamera(seed, scene, TimeProvider.System, jpegQuality);
        await using var server = new CameraServer(camera, port ?? 0);
        try
        {
            if (port is not null)
            {
                await server.StartAsync(cancellationToken);
                var output = pipe is null ? console.Output : console.Error;
                await output.WriteLineAsync($"Synthetic camera at {server.Address}stream.mjpg");
                await output.FlushAsync(cancellationToken);
            }

            var running = camera.RunAsync(stopping.Token);
            if (pipe is not null)
            {
                await Task.WhenAny(RawPipe.WriteAsync(camera, pipe, stopping.Token), running);
                await stopping.CancelAsync();
            }

            await running;
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await RefuseAsync($"Port {port} is in use; choose another with --port.", console);
        }
        catch (OperationCanceledException)
        {
            // Stopping is how it ends.
        }

        return 0;
    }

    /// <summary>The console's own stream would swallow that the reader has closed the pipe, and the camera would run on for nobody.</summary>
    private static FileStream OwnOutput() => new(StandardOutput, FileAccess.Write, bufferSize: 0);

    private static async Task<int> RefuseAsync(string sentence, InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync(sentence);
        return Misused;
    }

    private static Option<T?> WordOption<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = description,
            HelpName = "WORD",
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                foreach (var value in Enum.GetValues<T>())
                {
                    if (WordOf(value) == text)
                    {
                        return value;
                    }
                }

                var words = Enum.GetValues<T>().Select(WordOf).ToArray();
                result.AddError($"{name} takes {string.Join(", ", words[..^1])} or {words[^1]}, not \"{text}\".");
                return null;
            },
        };

#pragma warning disable CA1308 // What is typed is lower case.
    private static string WordOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);
#pragma warning restore CA1308
}
