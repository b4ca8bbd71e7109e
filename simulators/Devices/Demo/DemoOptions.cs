namespace Roost.Simulators.Demo;

/// <summary>What the user asked for.</summary>
/// <param name="Port">Port of the web address; 0 takes a free one.</param>
/// <param name="Coops">How many houses.</param>
/// <param name="Seed">Seed of the farm; null keeps the data folder's, or 1 in a new one.</param>
/// <param name="Speed">Seconds of the demo's clock in a real second.</param>
/// <param name="Data">Folder that is kept between runs.</param>
/// <param name="Video">A recorded video that plays as coop 1's camera; null for none.</param>
/// <param name="Bin">Folder of the build that holds one folder for each program.</param>
internal sealed record DemoOptions(int Port, int Coops, ulong? Seed, double Speed, string Data, string? Video, string Bin)
{
    public const int MostCoops = 60;
    public const double LeastSpeed = 0.1;
    public const double MostSpeed = 1000;
    public const int DefaultPort = 5080;
    public const int DefaultCoops = 4;
}
