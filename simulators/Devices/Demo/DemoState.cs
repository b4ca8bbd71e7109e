using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Simulators.Demo;

/// <summary>What a demo's folder remembers between runs, in <c>demo.json</c>.</summary>
/// <param name="Seed">Seed of the farm.</param>
/// <param name="TimeZone">The farm's time zone.</param>
/// <param name="FirstPlacement">Farm-local day on which the first flock came.</param>
/// <param name="ReservedUntil">
/// The demo's clock has not gone beyond this, even if the demo was killed; the next run's begins here or later.
/// </param>
/// <param name="ReachedByCoop">Up to when each coop ran.</param>
internal sealed record DemoState(
    ulong Seed,
    string TimeZone,
    DateOnly FirstPlacement,
    DateTimeOffset ReservedUntil,
    IReadOnlyDictionary<string, DateTimeOffset> ReachedByCoop)
{
    /// <summary>Age of the flocks at the first start, in farm-local days.</summary>
    public const int FirstFlockDay = 24;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The state of a demo that starts for the first time.</summary>
    public static DemoState First(ulong seed, TimeZoneInfo timeZone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, timeZone).DateTime);
        return new(seed, timeZone.Id, today.AddDays(-FirstFlockDay), now, new Dictionary<string, DateTimeOffset>());
    }

    /// <summary>Reads the file; null when there is none.</summary>
    /// <exception cref="DemoException">The file is there but can't be used.</exception>
    public static DemoState? Read(string file)
    {
        try
        {
            var state = JsonSerializer.Deserialize<DemoState>(File.ReadAllText(file), Json);
            return state is not null && TimeZoneInfo.TryFindSystemTimeZoneById(state.TimeZone, out _)
                ? state
                : throw new JsonException("it is empty or names no time zone of this machine");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DemoException(
                $"The file \"{file}\" can't be used; remove the folder it is in to begin a new demo, or choose another with --data.", problem);
        }
    }

    /// <summary>Writes the file, so that it is either the old one or the new one whatever happens.</summary>
    public void Write(string file)
    {
        var next = file + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(this, Json));
        File.Move(next, file, overwrite: true);
    }

    /// <summary>Where the demo's clock begins: now, but never before what an earlier run may have reached.</summary>
    public DateTimeOffset ClockOrigin(DateTimeOffset now) => now > ReservedUntil ? now : ReservedUntil;

    /// <summary>Notes that these coops ran until now, and that the clock won't pass <paramref name="reserved"/> before the next note.</summary>
    public DemoState At(DateTimeOffset now, DateTimeOffset reserved, IEnumerable<string> coops)
    {
        var reached = new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (coop, time) in ReachedByCoop)
            reached[coop] = time;
        foreach (var coop in coops)
            reached[coop] = now;
        return this with { ReservedUntil = reserved, ReachedByCoop = reached };
    }
}
