namespace Roost.Simulators.Recordings.Replay;

/// <summary>How a recording is played.</summary>
/// <param name="Broker">Where to.</param>
/// <param name="Farm">As which farm; null for the recorded one.</param>
/// <param name="ShiftsToNow">Whether times are shifted to now, or stay as recorded.</param>
/// <param name="Speed">Recorded seconds in a second of the clock; null for as fast as the cloud takes it.</param>
/// <param name="Loops">Whether it begins anew when it is over.</param>
/// <param name="From">Recorded time from which on; null from the beginning.</param>
/// <param name="Until">Recorded time before which it ends; null to the end.</param>
/// <param name="Coops">The coops; empty for all.</param>
/// <param name="Quantities">The quantities; empty for all.</param>
/// <param name="RulesTo">The cloud that is told the recording's rules and flocks before its readings; null for none.</param>
internal sealed record ReplayOptions(
    BrokerAddress Broker,
    string? Farm,
    bool ShiftsToNow,
    double? Speed,
    bool Loops,
    string? From,
    string? Until,
    IReadOnlyList<string> Coops,
    IReadOnlyList<string> Quantities,
    Uri? RulesTo = null);
