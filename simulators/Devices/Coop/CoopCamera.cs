using Roost.Simulation;
using Roost.Simulation.House;
using Roost.Simulators.Cameras;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Coop;

/// <summary>A synthetic camera above the floor of a live coop.</summary>
internal sealed class CoopCamera : IAsyncDisposable
{
    // Below this the lamps are off.
    private const double DarkLux = 0.5;

    // What moves of the floor when every bird that may is up and about.
    private const double LivelyPercent = 10;

    private const int MostLiving = 400;

    private readonly CancellationTokenSource stopping = new();
    private readonly Func<LiveCoop> coop;
    private readonly LiveCamera camera;
    private readonly CameraServer server;
    private Task running = Task.CompletedTask;

    /// <param name="coop">The coop at the time of asking.</param>
    /// <param name="port">TCP port on the loopback address; 0 takes a free one.</param>
    /// <param name="seed">Its birds and its floor.</param>
    /// <param name="time">Real time: a camera makes ten pictures a second however fast the coop lives.</param>
    public CoopCamera(Func<LiveCoop> coop, int port, ulong seed, TimeProvider time)
    {
        this.coop = coop;
        camera = new LiveCamera(seed, SceneOf(coop()), time);
        server = new CameraServer(camera, port);
    }

    /// <summary>Where its pictures are; valid once started.</summary>
    public Uri Stream => new(server.Address, "stream.mjpg");

    /// <summary>What a camera of a coop looks down on at this moment.</summary>
    public static FlockScene SceneOf(LiveCoop coop) => SceneOf(coop.Truth, coop.FloorSquareMeters, coop.EventNow<CameraTrouble>()?.Fault);

    /// <summary>The same of a coop's figures.</summary>
    public static FlockScene SceneOf(CoopFigures figures, double floorSquareMeters, CameraFault? fault)
    {
        var scene = new FlockScene { Fault = fault };
        if (figures.Flock is not { BirdsAlive: > 0 } flock)
        {
            return scene with { Birds = 0, Activity = 0, FeedingShare = 0, DrinkingShare = 0, RestingShare = 0 };
        }

        // It hangs at the front, where birds pile up. Its infrared lamp burns as long as there is power.
        var inView = HouseFloor.LengthMeters * HouseFloor.WidthMeters / floorSquareMeters;
        var crowd = flock.ShareByZone[0] * HouseSetup.Zones;
        var lit = figures.IlluminanceLux > DarkLux;
        var huddling = Math.Min(Math.Max(flock.ShareHuddling, flock.SharePiled / flock.ShareByZone[0]), 1);
        var eating = Math.Min(1 - huddling, flock.ShareAtFeeder);
        var drinking = Math.Min(1 - huddling - eating, flock.ShareAtDrinker);
        return scene with
        {
            Birds = Math.Min(MostLiving, (int)Math.Round(flock.BirdsAlive * inView * crowd)),
            DeadBirds = Math.Min(FlockScene.MostBirds - MostLiving, (int)Math.Round(flock.DeadLying * inView)),
            WeightGrams = Math.Clamp(flock.WeightGrams, 30, 6000),
            WeightVariation = Math.Clamp(flock.WeightSpreadPercent / 100, 0, 0.3),
            Activity = Math.Clamp(figures.ActivityPercent / LivelyPercent, 0, 1),
            FeedingShare = eating,
            DrinkingShare = drinking,
            HuddlingShare = huddling,
            RestingShare = (1 - eating - drinking - huddling) * (lit ? 0.6 : 0.97) * (1 - flock.ShareFrightened),
            Light = lit ? HouseLight.Day : figures.Powered ? HouseLight.Infrared : HouseLight.Night,
            LightLux = lit ? figures.IlluminanceLux : 0,
        };
    }

    /// <summary>Shows pictures from here on.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        running = Task.Run(() => camera.RunAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>Looks at the coop as it is now.</summary>
    public void Look() => camera.Scene = SceneOf(coop());

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.DisposeAsync();
        camera.Dispose();
        stopping.Dispose();
    }
}
