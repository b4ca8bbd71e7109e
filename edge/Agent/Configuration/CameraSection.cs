using System.Globalization;
using Roost.Configuration;
using Roost.Edge.Cameras;

namespace Roost.Edge.Configuration;

/// <summary>Reads the configuration of a camera.</summary>
internal static class CameraSection
{
    private static readonly ScalarRule<CameraPace> Pace = ScalarRules.OneOf(("real-time", CameraPace.RealTime), ("none", CameraPace.None));

    private static readonly ScalarRule<DateTimeOffset?> Moment = new(
        "a UTC time such as 2026-03-01T06:00:00Z",
        (string text, out DateTimeOffset? value) =>
        {
            var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
            value = moment.ToUniversalTime();
            return read;
        });

    public static CameraOptions Read(YamlSection section)
    {
        var source = section.Required("source", ScalarRules.Text) ?? "";
        var camera = new CameraOptions(
            section.Required("camera", ScalarRules.Name) ?? "",
            CameraSources.TryKindOf(source, out var kind, out _) && kind == CameraSourceKind.File ? section.Resolve(source) : source)
        {
            FramesPerSecond = section.Optional("frames-per-second", ScalarRules.Whole(1, 30), 4),
            Loop = section.Optional("loop", ScalarRules.Switch, false),
            Pace = section.Optional("pace", Pace, CameraPace.RealTime),
            StartsAt = section.Optional("starts-at", Moment, null),
        };
        foreach (var problem in camera.Problems(section.Path))
        {
            section.RejectOnce(problem);
        }

        section.RejectUnknownKeys();
        return camera;
    }
}
