using System.Globalization;
using OpenCvSharp;
using Roost.Simulators.Cameras;

namespace Roost.Benchmarks;

/// <summary>Processor time for a picture of a synthetic camera: birds' lives, drawing, JPEG. At ten pictures a second, 10 ms are a tenth of a core.</summary>
internal static class CameraBenchmark
{
    private const int Pictures = 600;

    public static int Run()
    {
        Cv2.SetNumThreads(1);
        Console.WriteLine("birds   weight g   first 10 s, ms/picture   live   live + draw   live + draw + JPEG   bytes");
        foreach (var (birds, weight) in new[] { (150, 102.0), (150, 1258), (200, 1616), (330, 2296), (500, 2296) })
        {
            var scene = new FlockScene { Birds = birds, WeightGrams = weight, Activity = 0.6 };
            var camera = new SyntheticCamera(1);
            using var encoder = new JpegEncoder();
            byte[] jpeg = [];
            var first = Measure(100, () => camera.Step(scene), () => jpeg = encoder.Encode(camera.Picture()!.Value.Span));
            // A minute more until each look that these birds take is drawn.
            Measure(600, () => camera.Step(scene), () => camera.Picture());
            var live = Measure(Pictures, () => camera.Step(scene));
            var draw = Measure(Pictures, () => camera.Step(scene), () => camera.Picture());
            var all = Measure(Pictures, () => camera.Step(scene), () => jpeg = encoder.Encode(camera.Picture()!.Value.Span));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{birds,5} {weight,10:0} {first,24:0.00} {live,6:0.00} {draw,13:0.00} {all,20:0.00} {jpeg.Length,7}"));
        }

        return 0;
    }

    private static double Measure(int times, params Action[] steps)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var time = 0; time < times; time++)
        {
            foreach (var step in steps)
            {
                step();
            }
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }
}
