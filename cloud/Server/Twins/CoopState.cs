using System.Runtime.InteropServices;
using Roost.Domain.Readings;

namespace Roost.Cloud.Twins;

/// <summary>The newest readings and the agent's state of one coop, and what of it changed since the last delta. Pure; not thread-safe.</summary>
/// <param name="farm">The farm.</param>
/// <param name="coop">The coop.</param>
/// <param name="number">
/// Number of the delta before the first. It must exceed every number given before, also before a restart, so that a client that missed the
/// restart sees a hole instead of taking fresh deltas for old ones.
/// </param>
internal sealed class CoopState(string farm, string coop, long number)
{
    // Far above any real house, so that a stranger on the broker can't fill the memory with invented places or cameras.
    private const int MaximumSeries = 2_000;
    private const int MaximumCameras = 100;

    private readonly Dictionary<(Quantity, string), Entry> series = [];
    private readonly Dictionary<string, PreviewStamp> previews = new(StringComparer.Ordinal);
    private readonly List<Entry> changedSeries = [];
    private readonly HashSet<string> changedPreviews = new(StringComparer.Ordinal);
    private DateTimeOffset? onlineChangedAt;

    /// <summary>Whether there is anything to tell since the last delta.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Whether the agent is connected and reports the coop.</summary>
    public bool Online { get; private set; }

    /// <summary>What the house is used for instead of birds, and since when; null while birds live in it.</summary>
    public HouseOutOfUse? OutOfUse { get; private set; }

    /// <summary>The agent that reports the coop; null when none did since the service started.</summary>
    public string? Agent { get; private set; }

    /// <summary>The newest reading of every series, in no order.</summary>
    public IEnumerable<Reading> Latest => series.Values.Where(entry => entry.IsSet).Select(entry => entry.Reading);

    /// <summary>Takes a reading in, unless one as new or newer is known.</summary>
    public void Take(in Reading reading)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(series, (reading.Quantity, reading.Place), out var known);
        if (!known)
        {
            if (series.Count > MaximumSeries)
            {
                series.Remove((reading.Quantity, reading.Place));
                return;
            }

            entry = new Entry();
        }
        else if (entry!.IsSet && reading.TakenAt <= entry.Reading.TakenAt)
        {
            return;
        }

        entry.IsSet = true;
        entry.Reading = reading;
        Mark(entry);
    }

    /// <summary>Takes in what an agent's birth says.</summary>
    public void Bear(CoopBirth birth)
    {
        foreach (var born in birth.Series)
        {
            if (born.Last is { } last)
            {
                Take(last);
            }

            if (series.TryGetValue((born.Quantity, born.Place), out var entry))
            {
                SetPeriod(entry, born.PeriodSeconds);
            }
            else if (series.Count < MaximumSeries)
            {
                series[(born.Quantity, born.Place)] = new Entry { PeriodSeconds = born.PeriodSeconds };
            }
        }

        HasNews |= !Online || Agent != birth.Agent;
        if (!Online || Agent != birth.Agent)
        {
            onlineChangedAt = birth.At;
        }

        (Agent, Online) = (birth.Agent, true);
    }

    /// <summary>The agent is gone.</summary>
    public void Lose(string lost, DateTimeOffset at)
    {
        if (Agent == lost && Online)
        {
            (Online, onlineChangedAt, HasNews) = (false, at, true);
        }
    }

    /// <summary>A camera has a new picture.</summary>
    public void Show(PreviewStamp preview)
    {
        if (previews.Count < MaximumCameras || previews.ContainsKey(preview.Camera))
        {
            previews[preview.Camera] = preview;
            changedPreviews.Add(preview.Camera);
            HasNews = true;
        }
    }

    /// <summary>The house is used for something else than birds; null for birds.</summary>
    public void TakeOutOfUse(HouseOutOfUse? outOfUse)
    {
        HasNews |= outOfUse != OutOfUse;
        OutOfUse = outOfUse;
    }

    /// <summary>Everything, with the number of the last delta. What has changed since that delta is told again by the next.</summary>
    public CoopSnapshot Snapshot(DateTimeOffset now, double clockSpeed, string timeZone) => new(
        farm, coop, number, Agent, Online, onlineChangedAt, now, clockSpeed, timeZone,
        [.. series.Values.Where(entry => entry.IsSet).OrderBy(entry => entry.Reading.Quantity)
            .ThenBy(entry => entry.Reading.Place, StringComparer.Ordinal).Select(entry => entry.Latest)],
        [.. previews.Values.OrderBy(preview => preview.Camera, StringComparer.Ordinal)],
        OutOfUse);

    /// <summary>What changed since the last delta, under the next number.</summary>
    public CoopDelta NextDelta(DateTimeOffset now)
    {
        var latest = new SeriesLatest[changedSeries.Count];
        for (var index = 0; index < latest.Length; index++)
        {
            changedSeries[index].HasChanged = false;
            latest[index] = changedSeries[index].Latest;
        }

        PreviewStamp[] shown = [.. changedPreviews.Select(camera => previews[camera])];
        changedSeries.Clear();
        changedPreviews.Clear();
        HasNews = false;
        return new CoopDelta(farm, coop, ++number, Agent, Online, onlineChangedAt, now, latest, shown, OutOfUse);
    }

    private void SetPeriod(Entry entry, double? periodSeconds)
    {
        if (entry.PeriodSeconds != periodSeconds)
        {
            entry.PeriodSeconds = periodSeconds;
            if (entry.IsSet)
            {
                Mark(entry);
            }
        }
    }

    private void Mark(Entry entry)
    {
        HasNews = true;
        if (!entry.HasChanged)
        {
            entry.HasChanged = true;
            changedSeries.Add(entry);
        }
    }

    private sealed class Entry
    {
        public bool IsSet { get; set; }

        public bool HasChanged { get; set; }

        public Reading Reading { get; set; }

        public double? PeriodSeconds { get; set; }

        public SeriesLatest Latest => new(Reading, PeriodSeconds);
    }
}
