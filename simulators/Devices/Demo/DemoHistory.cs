using Roost.Simulators.House;

namespace Roost.Simulators.Demo;

/// <summary>Which stretch of the past a house's controller log has to tell when the demo starts.</summary>
internal static class DemoHistory
{
    /// <summary>How much of the past a coop gets that has none yet.</summary>
    public static readonly TimeSpan First = TimeSpan.FromDays(3);

    /// <summary>
    /// A minute for four coops and three days; longer for more coops or a longer absence, so that a start imports about the same number
    /// of lines and takes the same time.
    /// </summary>
    public static TimeSpan StepOf(TimeSpan stretch, int coops) =>
        TimeSpan.FromMinutes(Math.Ceiling(Math.Max(1, stretch / First)) * Math.Ceiling(coops / 4.0));

    /// <summary>Where a house's story has to begin: at what its log lacks, the last three days of a new coop, else the time since it last ran.</summary>
    /// <param name="file">The controller's log; a line that was cut off is taken away.</param>
    /// <param name="reached">Up to when the coop ran; null when it never did.</param>
    /// <param name="now">Where the demo's clock begins.</param>
    public static DateTimeOffset BeginOf(string file, DateTimeOffset? reached, DateTimeOffset now)
    {
        var logged = ControllerLog.Mend(file)?.AddTicks(1);
        var from = reached ?? now - First;
        from = logged > from ? logged.Value : from;
        return from < now ? from : now;
    }

    /// <summary>Plays a house to now, and appends to its log what happened on the way.</summary>
    /// <param name="file">The controller's log.</param>
    /// <param name="house">The house, where its story begins.</param>
    /// <param name="from">Where that is.</param>
    /// <param name="now">Where the demo's clock begins; nothing is logged from then on.</param>
    /// <param name="coops">How many coops the demo has.</param>
    public static void Append(string file, SimulatedHouse house, DateTimeOffset from, DateTimeOffset now, int coops)
    {
        if (from < now)
            ControllerLog.Append(file, house.AdvanceTo, house.Measure, from, now, StepOf(now - from, coops));
    }
}
