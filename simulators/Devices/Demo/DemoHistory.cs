using Roost.Simulation;
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

    /// <summary>Appends what the log lacks: the last three days of a new coop, else the time since it last ran.</summary>
    /// <param name="file">The controller's log.</param>
    /// <param name="house">The house.</param>
    /// <param name="reached">Up to when the coop ran; null when it never did.</param>
    /// <param name="now">Where the demo's clock begins; nothing is logged from then on.</param>
    /// <param name="coops">How many coops the demo has.</param>
    public static void Append(string file, CoopClimate house, DateTimeOffset? reached, DateTimeOffset now, int coops)
    {
        var logged = ControllerLog.Mend(file)?.AddTicks(1);
        var from = reached ?? now - First;
        if (logged > from)
            from = logged.Value;

        if (from < now)
            ControllerLog.Append(file, house, from, now, StepOf(now - from, coops));
    }
}
