using Roost.Domain.Readings;

namespace Roost.Simulators.Recordings;

/// <summary>The words for qualities, as the API and recordings write them.</summary>
internal static class QualityName
{
    public static string Of(Quality quality) => quality switch
    {
        Quality.Good => "good",
        Quality.Uncertain => "uncertain",
        _ => "bad",
    };

    /// <summary>Reads a word; null when it is none.</summary>
    public static Quality? Read(string word) => word switch
    {
        "good" => Quality.Good,
        "uncertain" => Quality.Uncertain,
        "bad" => Quality.Bad,
        _ => null,
    };
}
