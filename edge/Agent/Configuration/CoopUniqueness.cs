using Roost.Configuration;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Edge.Cameras;
using Roost.Edge.Drivers;

namespace Roost.Edge.Configuration;

/// <summary>Notes where two devices or cameras of one coop claim the same series, log or name: their readings would mix.</summary>
internal sealed class CoopUniqueness
{
    private readonly Dictionary<string, string> pathByClaim = new(StringComparer.Ordinal);

    public void Check(YamlSection section, DeviceOptions device)
    {
        switch (device)
        {
            case PolledDeviceOptions polled:
                for (var index = 0; index < polled.Series.Count; index++)
                {
                    var series = polled.Series[index];
                    Claim(section, $"readings[{index}]", series.Quantity, series.Place);
                }

                break;

            case LogDeviceOptions { Log.File.Length: > 0 } log:
                Claim(section, "file", log.Log.File);
                break;
        }
    }

    public void Check(YamlSection section, CameraOptions camera) => Claim(section, "camera", Quantity.Activity, camera.Camera);

    private void Claim(YamlSection section, string key, Quantity quantity, string? place)
    {
        // What is unset was a mistake of its own, noted already.
        if (quantity != default && place is not null)
        {
            Claim(section, key, MetricName.Of(quantity, place));
        }
    }

    private void Claim(YamlSection section, string key, string claim)
    {
        if (!pathByClaim.TryAdd(claim, section.At(key)))
        {
            section.Reject($"{section.At(key)} is \"{claim}\", but {pathByClaim[claim]} is that already; each may stand once in a coop.");
        }
    }
}
