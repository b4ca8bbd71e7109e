using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Simulators.Cameras;

/// <summary>A bird whose middle is in the picture.</summary>
/// <param name="Id">The bird's own number.</param>
/// <param name="State">What it is at.</param>
/// <param name="XPixels">Middle of its body in the picture, from the left.</param>
/// <param name="YPixels">Middle of its body in the picture, from the top.</param>
/// <param name="XMeters">The same on the floor, 0 to 6.4.</param>
/// <param name="YMeters">The same on the floor, 0 to 3.6.</param>
/// <param name="SpeedMetersPerSecond">How fast it moved since the picture before.</param>
/// <param name="WeightGrams">Its live weight.</param>
internal sealed record BirdTruth(
    int Id,
    BirdState State,
    float XPixels,
    float YPixels,
    float XMeters,
    float YMeters,
    float SpeedMetersPerSecond,
    float WeightGrams);

/// <summary>
/// What is really before the lens at one picture, whether the picture shows it or not: a frozen, dark or unplugged camera has
/// birds that live on before it.
/// </summary>
/// <param name="Frame">Number of the picture, from 0.</param>
/// <param name="Seconds">Time since the first picture.</param>
/// <param name="Light">What the camera sees by.</param>
/// <param name="Fault">What is wrong with the camera; null when nothing is.</param>
/// <param name="Living">Living birds in view.</param>
/// <param name="Dead">Dead birds in view.</param>
/// <param name="Birds">Each of them, the dead first.</param>
internal sealed record FrameTruth(
    long Frame,
    double Seconds,
    HouseLight Light,
    CameraFault? Fault,
    int Living,
    int Dead,
    IReadOnlyList<BirdTruth> Birds)
{
    /// <summary>This truth as one line of JSON, UTF-8, with its line feed.</summary>
    public byte[] ToJsonLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, TruthJson.Default.FrameTruth), (byte)'\n'];
}

/// <summary>Names in camel case, words for numbers of enumerations.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [
    typeof(InLowerCase<BirdState>), typeof(InLowerCase<CameraFault>), typeof(InLowerCase<HouseLight>)])]
[JsonSerializable(typeof(FrameTruth))]
internal sealed partial class TruthJson : JsonSerializerContext;

/// <summary>An enumeration as its names in lower case.</summary>
internal sealed class InLowerCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
