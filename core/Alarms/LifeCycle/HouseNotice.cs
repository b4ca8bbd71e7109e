using System.Text.Json;
using Roost.Alarms.Evaluation;

namespace Roost.Alarms.LifeCycle;

/// <summary>
/// What people said elsewhere by which alarms of a house are silent, on its way from the cloud to the house. It holds all that is so now: what an
/// earlier one said and this does not is no longer so.
/// </summary>
/// <param name="Coop">The coop.</param>
/// <param name="Uses">What the house is used for and since when, oldest first; for birds before the first.</param>
/// <param name="Shelved">Which alarms are shelved.</param>
public sealed record HouseNotice(string Coop, IReadOnlyList<HouseUseSince> Uses, IReadOnlyList<ShelvedPoint> Shelved)
{
    private static readonly JsonSerializerOptions AsJson = new(JsonSerializerDefaults.Web);

    /// <summary>The notice as JSON, for the wire.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, AsJson);

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is something else.</summary>
    public static HouseNotice? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<HouseNotice>(text, AsJson) is { Coop.Length: > 0, Uses: not null, Shelved: not null } notice
                && notice.Uses.Zip(notice.Uses.Skip(1)).All(static pair => pair.First.From < pair.Second.From)
                && notice.Uses.All(static use => Enum.IsDefined(use.Use)) && notice.Shelved.All(static point => point is { Rule: not null, Place: not null })
                ? notice
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A rule at a place whose alarms are silent for a while.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The place.</param>
/// <param name="Until">Until when, UTC.</param>
public sealed record ShelvedPoint(string Rule, string Place, DateTimeOffset Until);
