using Roost.Benchmarks;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

return args switch
{
    [] or ["way"] => await WayBenchmark.RunAsync(rounds: 5, stopping.Token),
    ["way", var rounds] when int.TryParse(rounds, out var count) && count is > 0 and <= 100 => await WayBenchmark.RunAsync(count, stopping.Token),
    ["influx"] => await InfluxBenchmark.RunAsync(rounds: 5, stopping.Token),
    ["influx", var rounds] when int.TryParse(rounds, out var count) && count is > 0 and <= 100 => await InfluxBenchmark.RunAsync(count, stopping.Token),
    ["alarms"] => AlarmBenchmark.Run(),
    ["coop"] => CoopBenchmark.Run(rounds: 5),
    ["coop", var rounds] when int.TryParse(rounds, out var count) && count is > 0 and <= 100 => CoopBenchmark.Run(count),
    ["camera"] => CameraBenchmark.Run(),
    ["store"] => await StoreBenchmark.RunAsync(coops: 1, days: 365, stopping.Token),
    ["store", var coops] when int.TryParse(coops, out var count) && count is > 0 and <= 100 => await StoreBenchmark.RunAsync(count, 365, stopping.Token),
    ["store", var coops, var days] when int.TryParse(coops, out var count) && count is > 0 and <= 100 && int.TryParse(days, out var length) && length is > 1 and <= 3660 =>
        await StoreBenchmark.RunAsync(count, length, stopping.Token),
    _ => Explain(),
};

static int Explain()
{
    Console.Error.WriteLine("Usage: ./roost bench [way [ROUNDS]]   readings a second from MQTT to committed row, beside what the broker alone forwards");
    Console.Error.WriteLine("       ./roost bench coop [ROUNDS]    a simulated coop-day on one core, beside the noise of as many readings alone");
    Console.Error.WriteLine("       ./roost bench camera           processor time that a synthetic camera needs for a picture");
    Console.Error.WriteLine("       ./roost bench store [COOPS [DAYS]]   charts of a year of 30 series a coop at a reading a minute, bytes a reading");
    Console.Error.WriteLine("       ./roost bench influx [ROUNDS]  the same way through Mosquitto into influxd, beside a plain client of that influxd; bytes a reading");
    Console.Error.WriteLine("       ./roost bench alarms           readings a second that one core judges by a broiler house's rules");
    return 2;
}
