namespace Roost.Simulators.Cameras;

/// <summary>
/// A synthetic camera that runs in real time and shows itself to viewers. Pictures and truths are only made while someone wants them.
/// Viewers may come from any thread; <see cref="RunAsync"/> is called once.
/// </summary>
internal sealed class LiveCamera(ulong seed, FlockScene scene, TimeProvider clock, int jpegQuality = 75) : IDisposable
{
    private readonly SyntheticCamera camera = new(seed);
    private readonly JpegEncoder encoder = new(jpegQuality);
    private volatile FlockScene scene = scene;

    /// <summary>Pictures as JPEG.</summary>
    public CameraFeed<byte[]> Jpegs { get; } = new();

    /// <summary>Pictures as planar YUV 4:2:0.</summary>
    public CameraFeed<byte[]> Raws { get; } = new();

    /// <summary>What is really before the lens, as lines of JSON.</summary>
    public CameraFeed<byte[]> Truths { get; } = new();

    /// <summary>What it looks down on from the next picture on. A scene must have no problems.</summary>
    public FlockScene Scene
    {
        get => scene;
        set => scene = value.Problems().FirstOrDefault() is { } problem ? throw new ArgumentException(problem, nameof(value)) : value;
    }

    /// <summary>Makes ten pictures a second until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SyntheticCamera.FramesPerSecond), clock);
        try
        {
            do
            {
                Next();
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            Jpegs.Cut();
            Raws.Cut();
            Truths.Cut();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => encoder.Dispose();

    private void Next()
    {
        camera.Step(scene);
        if (Truths.HasViewers)
        {
            Truths.Publish(camera.Truth().ToJsonLine());
        }

        if (scene.Fault == CameraFault.Unplugged)
        {
            Jpegs.Cut();
            Raws.Cut();
            return;
        }

        if ((Jpegs.HasViewers || Raws.HasViewers) && camera.Picture() is { } picture)
        {
            if (Jpegs.HasViewers)
            {
                Jpegs.Publish(encoder.Encode(picture.Span));
            }

            if (Raws.HasViewers)
            {
                Raws.Publish(picture.ToArray());
            }
        }
    }
}
