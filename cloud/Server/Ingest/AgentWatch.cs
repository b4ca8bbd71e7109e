using Roost.Cloud.Hosting;
using Roost.Domain.Readings;

namespace Roost.Cloud.Ingest;

/// <summary>Readings of a coop about its agent, to be stored.</summary>
internal readonly record struct AgentReadings(string Farm, string Agent, string Coop, Reading[] Readings);

/// <summary>How an agent is.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Coops">The coops that it reports.</param>
/// <param name="LostCoops">Those of them that it can't reach.</param>
/// <param name="IsConnected">Whether it is connected, and reports as often as it promised.</param>
/// <param name="HeardAt">When something came from it last, or when the service started and had not heard of it since.</param>
internal sealed record AgentStanding(
    string Agent, IReadOnlyList<string> Coops, IReadOnlyList<string> LostCoops, bool IsConnected, DateTimeOffset HeardAt);

/// <summary>
/// Which agents are connected and how their clocks go, as readings of each of their coops: <c>agent-link</c> and <c>clock-offset</c>, dated by the
/// farms' clock, at every change and every minute. What an agent promised is held against real time, whatever the farms' clock does. A coop has one
/// agent, the one that reported it last. Thread-safe.
/// </summary>
internal sealed class AgentWatch(FarmClock clock, TimeProvider time)
{
    /// <summary>An agent that promised to report more often is away when it was not heard for so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(60);
    private const double TellingOffsetSeconds = 1;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Farm, string Agent), Watched> agents = [];
    private readonly Dictionary<(string Farm, string Coop), Watched> byCoop = [];

    /// <summary>
    /// The agent reported a coop before the service started; it is away unless it speaks within <see cref="Patience"/>.
    /// </summary>
    public void Remember(string farm, string agent, string coop)
    {
        lock (gate)
        {
            Assign(Of(farm, agent), coop);
        }
    }

    /// <summary>The agent reports a coop from now on.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="coop">The coop.</param>
    /// <param name="period">The shortest time between two readings that it promises, of the farm's time; null when it promises none.</param>
    public void Bear(string farm, string agent, string coop, TimeSpan? period)
    {
        lock (gate)
        {
            var watched = Of(farm, agent);
            Assign(watched, coop);
            (watched.IsConnected, watched.IsSilent, watched.HeardAt) = (true, false, time.GetTimestamp());
            watched.HasNews |= watched.Lost.Remove(coop);
            watched.Promises |= period is { } promised && promised / clock.Speed < Patience;
        }
    }

    /// <summary>Something came from the agent.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="sentMilliseconds">What its clock said when it sent it; null when it didn't say.</param>
    public void Hear(string farm, string agent, long? sentMilliseconds)
    {
        lock (gate)
        {
            if (!agents.TryGetValue((farm, agent), out var watched))
            {
                return;
            }

            watched.HeardAt = time.GetTimestamp();
            watched.IsSilent = false;
            if (sentMilliseconds is { } sent)
            {
                // What comes late only seems to be of a slow clock: of a minute's messages the least late tells.
                var seconds = (sent - clock.Now.ToUnixTimeMilliseconds()) / 1000.0;
                watched.OffsetSeconds = Math.Max(watched.OffsetSeconds ?? double.NegativeInfinity, seconds);
            }
        }
    }

    /// <summary>The agent lives, but does not report this coop any more; nobody waits for it.</summary>
    public void GiveUp(string farm, string agent, string coop)
    {
        lock (gate)
        {
            if (byCoop.TryGetValue((farm, coop), out var watched) && watched.Agent == agent)
            {
                byCoop.Remove((farm, coop));
                watched.Coops.Remove(coop);
            }
        }
    }

    /// <summary>The agent lives, and says that it can't reach this coop.</summary>
    public void Lose(string farm, string agent, string coop)
    {
        lock (gate)
        {
            if (byCoop.TryGetValue((farm, coop), out var watched) && watched.Agent == agent)
            {
                watched.HasNews |= watched.Lost.Add(coop);
            }
        }
    }

    /// <summary>The agent is gone: it said so, or its will did.</summary>
    public void Die(string farm, string agent)
    {
        lock (gate)
        {
            if (agents.TryGetValue((farm, agent), out var watched))
            {
                (watched.IsConnected, watched.OffsetSeconds) = (false, null);
            }
        }
    }

    /// <summary>How the agents of a farm are now, in order of their names.</summary>
    public IReadOnlyList<AgentStanding> StandingOf(string farm)
    {
        lock (gate)
        {
            return
            [
                .. agents.Values.Where(watched => watched.Farm == farm && watched.Coops.Count > 0).OrderBy(watched => watched.Agent, StringComparer.Ordinal)
                    .Select(watched => new AgentStanding(
                        watched.Agent,
                        [.. watched.Coops.Order(StringComparer.Ordinal)],
                        [.. watched.Lost.Order(StringComparer.Ordinal)],
                        watched.IsConnected && !watched.IsSilent,
                        clock.Now - (time.GetElapsedTime(watched.HeardAt) * clock.Speed))),
            ];
        }
    }

    /// <summary>Takes what is to be stored now.</summary>
    public IReadOnlyList<AgentReadings> Take()
    {
        List<AgentReadings> due = [];
        lock (gate)
        {
            var now = clock.Now;
            foreach (var watched in agents.Values)
            {
                Take(watched, now, due);
            }
        }

        return due;
    }

    private void Take(Watched watched, DateTimeOffset now, List<AgentReadings> due)
    {
        var unheard = time.GetElapsedTime(watched.HeardAt);
        watched.IsSilent |= watched.Promises && unheard >= Patience;
        if (!watched.IsConnected && watched.ToldLink is null && unheard < Patience)
        {
            return;
        }

        var link = watched.IsConnected && !watched.IsSilent ? 1 : 0;
        var offset = link == 1 ? watched.OffsetSeconds : null;
        var minuteIsOver = now - watched.ToldAt >= Repeat || now < watched.ToldAt;
        var jumped = offset is { } seconds && seconds > (watched.ToldOffsetSeconds ?? double.NegativeInfinity) + TellingOffsetSeconds;
        if (link == watched.ToldLink && !minuteIsOver && !jumped && !watched.HasNews)
        {
            return;
        }

        foreach (var coop in watched.Coops)
        {
            Reading first = new(Quantity.AgentLink, watched.Agent, now, watched.Lost.Contains(coop) ? 0 : link, Quality.Good);
            due.Add(new(watched.Farm, watched.Agent, coop, offset is { } known
                ? [first, new(Quantity.ClockOffset, watched.Agent, now, known, Quality.Good)]
                : [first]));
        }

        (watched.ToldLink, watched.ToldAt, watched.HasNews) = (link, now, false);
        watched.ToldOffsetSeconds = offset ?? watched.ToldOffsetSeconds;
        watched.OffsetSeconds = null;
    }

    private Watched Of(string farm, string agent)
    {
        if (!agents.TryGetValue((farm, agent), out var watched))
        {
            agents[(farm, agent)] = watched = new Watched(farm, agent) { HeardAt = time.GetTimestamp() };
        }

        return watched;
    }

    private void Assign(Watched watched, string coop)
    {
        if (byCoop.TryGetValue((watched.Farm, coop), out var before) && before != watched)
        {
            before.Coops.Remove(coop);
        }

        byCoop[(watched.Farm, coop)] = watched;
        watched.HasNews |= watched.Coops.Add(coop);
    }

    private sealed class Watched(string farm, string agent)
    {
        public string Farm { get; } = farm;

        public string Agent { get; } = agent;

        public HashSet<string> Coops { get; } = new(StringComparer.Ordinal);

        /// <summary>Those of its coops that it can't reach.</summary>
        public HashSet<string> Lost { get; } = new(StringComparer.Ordinal);

        public bool IsConnected { get; set; }

        /// <summary>Whether it broke its promise and was not heard since.</summary>
        public bool IsSilent { get; set; }

        public bool Promises { get; set; }

        public long HeardAt { get; set; }

        /// <summary>The highest since the last reading; null when there was none.</summary>
        public double? OffsetSeconds { get; set; }

        public bool HasNews { get; set; }

        public double? ToldLink { get; set; }

        public double? ToldOffsetSeconds { get; set; }

        public DateTimeOffset ToldAt { get; set; }
    }
}
