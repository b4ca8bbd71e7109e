using Roost.Simulators.Recordings.Parts;

namespace Roost.Simulators.Recordings.Replay;

/// <summary>
/// Tells a receiving cloud by what the coops of a recording were judged: their packs and flocks, and what the farm has of the rules its own way. What the
/// cloud says already is not told again, so that a replay that is repeated changes nothing.
/// </summary>
internal sealed class RulesTeller(CloudApi cloud, Recording recording, string farm)
{
    private const string By = "replay";
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly RecordedRules rules = RulesPart.Read(recording)
        ?? throw new RecordingException($"The recording \"{recording.Folder}\" has no rules; leave out --with-rules.");

    private readonly IReadOnlyList<RecordedFlock> flocks = FlocksPart.Read(recording) ?? [];

    /// <summary>Tells it of some coops, as soon as the cloud knows them.</summary>
    /// <param name="coops">The coops.</param>
    /// <param name="shift">By how much the recorded times are moved.</param>
    /// <param name="cancellationToken">Ends it early, which throws.</param>
    /// <exception cref="RecordingException">The cloud can't be reached, refuses, or does not hear of the coops.</exception>
    public async Task TellAsync(IReadOnlyCollection<string> coops, TimeSpan shift, CancellationToken cancellationToken)
    {
        foreach (var coop in coops.Where(rules.PackByCoop.ContainsKey))
        {
            var flock = flocks.FirstOrDefault(each => each.Coop == coop);
            var placedOn = flock?.PlacedOn?.AddDays((int)Math.Round(shift.TotalDays));
            var settings = new CloudSettings(rules.PackByCoop[coop], placedOn, flock?.Birds, [.. (flock?.Uses ?? []).Select(use => use with { From = use.From + shift })]);
            await KnownAsync(coop, () => cloud.PutAsync(Path($"coops/{Uri.EscapeDataString(coop)}/settings"), new { by = By, settings }, cancellationToken), cancellationToken);
        }

        foreach (var (coop, change) in rules.Changes.Where(each => each.Coop is null || coops.Contains(each.Coop)))
        {
            var about = coop ?? coops.First();
            var known = await cloud.GetAsync<CloudRules>(Path($"rules?coop={Uri.EscapeDataString(about)}"), cancellationToken);
            var last = known.Changes.LastOrDefault(each => each.Coop == coop && each.Change.Rule == change.Rule && each.Change.What == change.What);
            if (last?.Change.Value != change.Value)
            {
                await KnownAsync(
                    about,
                    () => cloud.PutAsync(Path("rules"), new { rule = change.Rule, what = change.What, value = change.Value, by = change.By, why = change.Why, coop }, cancellationToken),
                    cancellationToken);
            }
        }
    }

    private async Task KnownAsync(string coop, Func<Task<bool>> put, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await put())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Longest)
            {
                throw new RecordingException($"The cloud does not hear of the coop \"{coop}\" of the farm \"{farm}\": --url and --broker must lead to the same cloud.");
            }

            await Task.Delay(BetweenTries, TimeProvider.System, cancellationToken);
        }
    }

    private string Path(string below) => $"api/farms/{Uri.EscapeDataString(farm)}/{below}";
}
