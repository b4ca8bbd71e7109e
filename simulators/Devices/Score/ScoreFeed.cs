using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Score;

/// <summary>
/// What the cloud gets of a simulated coop, step by step and in the order of time: its sensors, its agent's link, clock and spool, its camera's
/// figures. What happens on the wire happens here: a cut line holds readings back, a clock that is ahead makes them refused.
/// </summary>
internal sealed class ScoreFeed
{
    private const string Agent = "agent-1";

    /// <summary>A will is published when an agent was silent for one and a half keep-alives.</summary>
    private static readonly TimeSpan WillAfter = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // The cloud refuses what is dated later than this.
    private static readonly TimeSpan RefusedFrom = TimeSpan.FromSeconds(60);

    private readonly CoopSimulation coop;
    private readonly ScenarioCamera? camera;
    private readonly int[] order;
    private readonly Quantity[] quantities;
    private readonly string[] places;
    private readonly NetworkOutage[] outages;
    private readonly AgentClockWrong[] clocks;
    private readonly List<Reading> held = [];

    /// <param name="coop">The coop.</param>
    /// <param name="camera">Its camera; null for none.</param>
    public ScoreFeed(CoopSimulation coop, ScenarioCamera? camera)
    {
        (this.coop, this.camera) = (coop, camera);
        var plans = coop.SensorPlans;
        order = [.. Enumerable.Range(0, plans.Count).OrderBy(index => plans[index].Quantity).ThenBy(index => plans[index].Place, StringComparer.Ordinal)];
        quantities = [.. order.Select(index => plans[index].Quantity)];
        places = [.. order.Select(index => plans[index].Place)];
        outages = [.. coop.Events.OfType<NetworkOutage>()];
        clocks = [.. coop.Events.OfType<AgentClockWrong>()];
    }

    /// <summary>Whether readings may come late.</summary>
    public bool HasBacklog => outages.Length > 0;

    /// <summary>Adds what arrives at the coop's moment; what was held back comes first, when the line is back.</summary>
    public void Take(List<Reading> into)
    {
        var now = coop.Now;
        var outage = outages.FirstOrDefault(each => each.IsOnAt(now));
        var ahead = clocks.FirstOrDefault(each => each.IsOnAt(now))?.By ?? TimeSpan.Zero;
        if (outage is null && held.Count > 0)
        {
            into.AddRange(held);
            held.Clear();
        }

        if (ahead <= RefusedFrom)
        {
            AddSensors(outage is null ? into : held, now + ahead);
            camera?.Take(outage is null ? into : held);
        }

        if (now.Ticks % Minute.Ticks == 0)
        {
            AddAgent(into, now, outage is { } cut && now - cut.From >= WillAfter, ahead);
        }
    }

    private void AddSensors(List<Reading> into, DateTimeOffset takenAt)
    {
        var values = coop.Sensors;
        var qualities = coop.Qualities;
        for (var index = 0; index < order.Length; index++)
        {
            var value = values[order[index]];
            var quality = qualities[order[index]];
            into.Add(new(quantities[index], places[index], takenAt, quality == Quality.Bad ? null : value, quality, quality == Quality.Good ? null : "As the sensor says."));
        }
    }

    private static void AddAgent(List<Reading> into, DateTimeOffset now, bool isAway, TimeSpan ahead)
    {
        into.Add(new(Quantity.AgentLink, Agent, now, isAway ? 0 : 1, Quality.Good));
        if (!isAway)
        {
            into.Add(new(Quantity.ClockOffset, Agent, now, ahead.TotalSeconds, Quality.Good));
            into.Add(new(Quantity.SpoolUsed, Agent, now, 0.1, Quality.Good));
        }
    }
}
