using System.Globalization;
using Roost.Domain.Readings;
using Roost.Edge.Signals;

namespace Roost.Edge.Drivers.Modbus;

/// <summary>Reads a Modbus TCP device: few requests, one connection, every fault a reading with a reason.</summary>
internal sealed class ModbusTcpDriver : ISensorDriver
{
    // One request without an answer may be the request's own fault (some devices ignore addresses they don't have); after two in a
    // row the device is taken for dead, so that a poll of it costs two timeouts and not one for each request.
    private const int SilencesUntilGivenUp = 2;

    private readonly ModbusConnection connection;
    private readonly TimeProvider clock;
    private readonly List<ModbusReadBlock> blocks;
    private readonly List<ModbusReadBlock> silent = [];

    /// <summary>Plans the requests; connects at the first read.</summary>
    /// <exception cref="ArgumentException">A reading lies beyond register 65535.</exception>
    public ModbusTcpDriver(ModbusTcpOptions options, TimeProvider clock)
    {
        this.clock = clock;
        connection = new ModbusConnection(options, clock);
        blocks = [.. ModbusReadPlan.Of(options.Readings)];
        Coop = options.Coop;
        Every = options.Every;
        Name = string.Create(CultureInfo.InvariantCulture, $"modbus-tcp {options.Host}:{options.Port}/{options.Unit}");
        Series = [.. options.Readings.Select(each => new SeriesDefinition(each.Quantity, each.Place, each.Deadband, each.ReportEvery))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Coop { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SeriesDefinition> Series { get; }

    /// <inheritdoc/>
    public TimeSpan Every { get; }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(ICollection<Reading> into, CancellationToken cancellationToken)
    {
        var silences = 0;
        string? givenUp = null;
        foreach (var block in blocks)
        {
            if (givenUp is not null)
            {
                AddBad(block, givenUp, into);
                continue;
            }

            var answer = await connection.AskAsync(block, cancellationToken);
            if (answer.Outcome == ModbusOutcome.Answered)
            {
                AddGood(block, answer.Data.Span, into);
            }
            else
            {
                AddBad(block, answer.Problem!, into);
            }

            if (answer.Outcome == ModbusOutcome.Silent)
            {
                silent.Add(block);
            }

            silences = answer.Outcome == ModbusOutcome.Silent ? silences + 1 : 0;
            givenUp = answer.Outcome == ModbusOutcome.Unreachable || silences == SilencesUntilGivenUp ? answer.Problem : null;
        }

        AskSilentLast();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    // What the device never answers must not keep the driver from reaching what it does answer.
    private void AskSilentLast()
    {
        foreach (var block in silent)
        {
            blocks.Remove(block);
            blocks.Add(block);
        }

        silent.Clear();
    }

    private void AddGood(ModbusReadBlock block, ReadOnlySpan<byte> registers, ICollection<Reading> into)
    {
        var takenAt = Now();
        foreach (var reading in block.Readings)
        {
            var bytes = registers.Slice(2 * (reading.Address - block.Address), 2 * reading.RegisterCount);
            var value = ModbusValue.Scale(ModbusValue.Decode(bytes, reading.Type, reading.WordOrder), reading.Scale, reading.Offset);
            into.Add(ReadingOf(reading, takenAt, value));
        }
    }

    private static Reading ReadingOf(ModbusReading reading, DateTimeOffset takenAt, double value)
    {
        if (!double.IsFinite(value))
        {
            var registers = ModbusFrame.NameOf(reading.Table, reading.Address, reading.RegisterCount);
            return new(reading.Quantity, reading.Place, takenAt, null, Quality.Bad, $"The device sent no number in {registers}.");
        }

        var facts = QuantityFacts.Of(reading.Quantity);
        return facts.IsPlausible(value)
            ? new(reading.Quantity, reading.Place, takenAt, value, Quality.Good)
            : new(reading.Quantity, reading.Place, takenAt, value, Quality.Uncertain, Implausible(facts));
    }

    private static string Implausible(QuantityFacts facts)
    {
        var unit = facts.Unit.Length == 0 ? "" : " " + facts.Unit;
        return facts.Maximum == double.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"The value lies below {facts.Minimum}{unit}.")
            : string.Create(CultureInfo.InvariantCulture, $"The value lies outside {facts.Minimum} to {facts.Maximum}{unit}.");
    }

    private void AddBad(ModbusReadBlock block, string problem, ICollection<Reading> into)
    {
        var takenAt = Now();
        foreach (var reading in block.Readings)
        {
            into.Add(new Reading(reading.Quantity, reading.Place, takenAt, null, Quality.Bad, problem));
        }
    }

    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)).ToUniversalTime();
    }
}
