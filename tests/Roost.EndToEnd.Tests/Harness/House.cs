using System.Globalization;
using NUnit.Framework.Interfaces;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>A temporary folder, a cloud, and whatever agents and devices a test starts: all real processes, all gone at the end.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> started = [];

    private House(string folder, CloudUnderTest cloud)
    {
        Folder = folder;
        Cloud = cloud;
    }

    public string Folder { get; }

    public CloudUnderTest Cloud { get; }

    public static async Task<House> StartAsync(CancellationToken cancellationToken, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("roost-e2e-").FullName;
        return new House(folder, await CloudUnderTest.StartAsync(folder, cancellationToken, settings));
    }

    /// <summary>A simulated device on a free port.</summary>
    public async Task<(RealProcess Process, int Port)> StartDeviceAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var device = Keep(RealProcess.StartRoost("Roost.Simulators", ["modbus", "--port", "0", .. arguments]));
        var line = await device.LineAsync("listening on 127.0.0.1:", cancellationToken);
        return (device, int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Pictures that a simulated camera takes of a flock, one after the other.</summary>
    public static async Task<IReadOnlyList<byte[]>> PhotographAsync(int count, CancellationToken cancellationToken)
    {
        await using var camera = RealProcess.StartRoost("Roost.Simulators", "camera", "--port", "0", "--birds", "60", "--age", "21");
        var line = await camera.LineAsync("Synthetic camera at ", cancellationToken);
        using var http = new HttpClient();
        List<byte[]> pictures = [];
        while (pictures.Count < count)
        {
            pictures.Add(await http.GetByteArrayAsync(new Uri(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]), "/frame.jpg"), cancellationToken));
        }

        return pictures;
    }

    /// <summary>Writes an agent's configuration: what stands below <c>coops:</c> is the test's.</summary>
    public string Configure(string agent, string coops)
    {
        var path = Path.Combine(Folder, $"{agent}.yaml");
        File.WriteAllText(path, $$"""
            farm: farm
            agent: {{agent}}
            broker: { host: 127.0.0.1, port: {{Cloud.MqttPort}} }
            spool: {{Path.Combine(Folder, agent)}}
            coops:
            {{coops}}
            """);
        return path;
    }

    public RealProcess StartAgent(string configuration) =>
        Keep(RealProcess.StartRoost("Roost.Edge", "--config", configuration, "--stop-with-input"));

    /// <summary>Runs a command of the simulators to its good end; returns what it said.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var process = Keep(RealProcess.StartRoost("Roost.Simulators", arguments));
        Assert.That(await process.ExitAsync(cancellationToken), Is.Zero, process.Output);
        return process.Output;
    }

    public T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        started.Add(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            await TellAsync();
        }

        foreach (var part in Enumerable.Reverse(started))
        {
            await part.DisposeAsync();
        }

        await Cloud.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // What the processes said last is what one wants to know of a test that failed.
    private async Task TellAsync()
    {
        foreach (var process in started.OfType<RealProcess>().Append(Cloud.Process))
        {
            await TestContext.Out.WriteLineAsync($"--- {process.Name} ({(process.HasExited ? $"ended with {process.ExitCode}" : "running")})");
            await TestContext.Out.WriteLineAsync(string.Join('\n', process.Output.Split('\n').TakeLast(25)));
        }
    }
}
