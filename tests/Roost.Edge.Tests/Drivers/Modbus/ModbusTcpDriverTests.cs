using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Clocks;
using Roost.Domain.Readings;
using Roost.Edge.Drivers.Modbus;
using Roost.Edge.Signals;
using Roost.Simulators.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

/// <summary>The driver on a real socket against the simulated device. The clock stands, so nothing times out by accident.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
internal sealed class ModbusTcpDriverTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Neighbouring_registers_of_all_types_come_in_one_request(CancellationToken cancellationToken)
    {
        var bank = new RegisterBank();
        bank.SetInput(10, 235, 0xFFF6, 0x0001, 0x86A0, 0x41BB, 0x3333, 0x3333, 0x41BB, 0xFFFE, 0xEE90);
        await using var server = await ModbusSetup.ServeAsync(bank, 0, cancellationToken);
        var driver = Driver(
            server,
            ModbusSetup.Temperature(10),
            new() { Quantity = Quantity.StaticPressure, Place = "hall", Address = 11 },
            new() { Quantity = Quantity.Water, Place = "hall", Address = 12, Type = ModbusType.UInt32, Scale = 0.001 },
            new() { Quantity = Quantity.Temperature, Place = "back", Address = 14, Type = ModbusType.Float32 },
            ModbusSetup.Temperature(16, "middle") with { Scale = 1, Type = ModbusType.Float32, WordOrder = ModbusWordOrder.Little },
            new() { Quantity = Quantity.StaticPressure, Place = "attic", Address = 18, Type = ModbusType.Int32, Scale = 0.001 });

        var readings = await driver.PollAsync(cancellationToken);

        Assert.That(readings.Select(reading => reading.Value), Is.EqualTo(new double?[] { 23.5, -10, 100, 23.4, 23.4, -70 }));
        Assert.That(readings, Has.All.Matches<Reading>(reading => reading is { Quality: Quality.Good, Reason: null }));
        Assert.That(server.RequestCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_reading_is_dated_when_its_answer_came_in_whole_milliseconds(CancellationToken cancellationToken)
    {
        await using var server = await ModbusSetup.ServeAsync(new RegisterBank(), 0, cancellationToken);
        clock.Advance(TimeSpan.FromTicks(12_345_678));
        var readings = await Driver(server, ModbusSetup.Temperature(0)).PollAsync(cancellationToken);
        Assert.That(readings[0].TakenAt, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 6, 0, 1, 234, TimeSpan.Zero)));
    }

    [Test]
    public async Task Polls_share_one_connection_and_count_each_read_once(CancellationToken cancellationToken)
    {
        var bank = new RegisterBank();
        bank.CountReadsAt(100);
        await using var server = await ModbusSetup.ServeAsync(bank, 0, cancellationToken);
        ModbusReading count = new() { Quantity = Quantity.Count, Place = "hall", Address = 100, Type = ModbusType.UInt32 };
        var driver = Driver(server, count);
        for (var expected = 1; expected <= 50; expected++)
        {
            Assert.That((await driver.PollAsync(cancellationToken)).Single().Value, Is.EqualTo(expected));
        }

        Assert.That((server.ConnectionCount, server.RequestCount, bank.LastCount), Is.EqualTo((1L, 50L, 50u)));
    }

    [Test]
    public async Task An_exception_for_one_request_leaves_the_others_alone(CancellationToken cancellationToken)
    {
        var bank = new RegisterBank();
        bank.Set(0, 200, 0, 210, 0, 220);
        await using var server = await ModbusSetup.ServeAsync(bank, 0, cancellationToken);
        server.Faults.FailAt(2, 2);
        var driver = Driver(server, ModbusSetup.Temperature(0), ModbusSetup.Temperature(2, "middle"), ModbusSetup.Temperature(4, "back"));

        var readings = await driver.PollAsync(cancellationToken);

        Assert.That(readings.Select(reading => reading.Value), Is.EqualTo(new double?[] { 20, null, 22 }));
        Assert.That(readings[1].Quality, Is.EqualTo(Quality.Bad));
        Assert.That(readings[1].Reason, Is.EqualTo("The device answered exception 2 (illegal data address) for input register 2."));
        Assert.That(server.ConnectionCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_value_that_no_house_can_have_is_uncertain_and_no_number_is_bad(CancellationToken cancellationToken)
    {
        var bank = new RegisterBank();
        bank.SetInput(0, 800, 0x7FC0, 0x0000, 0x7F80, 0x0000);
        await using var server = await ModbusSetup.ServeAsync(bank, 0, cancellationToken);
        var driver = Driver(
            server,
            ModbusSetup.Temperature(0),
            new() { Quantity = Quantity.Ammonia, Place = "hall", Address = 1, Type = ModbusType.Float32 },
            new() { Quantity = Quantity.CarbonDioxide, Place = "hall", Address = 3, Type = ModbusType.Float32 });

        var readings = await driver.PollAsync(cancellationToken);

        var at = clock.GetUtcNow();
        Assert.That(readings, Is.EqualTo(new Reading[]
        {
            new(Quantity.Temperature, "front", at, 80, Quality.Uncertain, "The value lies outside -50 to 70 °C."),
            new(Quantity.Ammonia, "hall", at, null, Quality.Bad, "The device sent no number in input registers 1-2."),
            new(Quantity.CarbonDioxide, "hall", at, null, Quality.Bad, "The device sent no number in input registers 3-4."),
        }));
    }

    [Test]
    public async Task A_device_that_went_away_refuses_and_is_found_again(CancellationToken cancellationToken)
    {
        var bank = new RegisterBank();
        bank.SetInput(0, 251);
        var server = await ModbusSetup.ServeAsync(bank, 0, cancellationToken);
        var port = server.Port;
        var driver = Driver(server, ModbusSetup.Temperature(0), ModbusSetup.Temperature(9, "back"));
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(25.1));

        await server.DisposeAsync();
        Assert.That(
            (await driver.PollAsync(cancellationToken)).Select(reading => (reading.Quality, reading.Value, reading.Reason)),
            Has.All.EqualTo((Quality.Bad, (double?)null, $"Connection refused by 127.0.0.1:{port}.")));

        await using var again = await ModbusSetup.ServeAsync(bank, port, cancellationToken);
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(25.1));
    }

    [Test]
    public async Task A_fast_clock_does_not_shorten_the_patience_with_the_network(CancellationToken cancellationToken)
    {
        await using var server = await ModbusSetup.ServeAsync(new RegisterBank(), 0, cancellationToken);
        server.Faults.Mute = true;
        var fast = new ScaledClock(clock.GetUtcNow(), clock.GetUtcNow(), 60, clock);
        var poll = new ModbusTcpDriver(ModbusSetup.Device(server.Port, ModbusSetup.Temperature(0)), fast).PollAsync(cancellationToken);
        clock.Advance(TimeSpan.FromMilliseconds(990));
        Assert.That(poll.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.That((await poll)[0].Quality, Is.EqualTo(Quality.Bad));
    }

    [Test]
    public void Says_what_it_is_and_what_it_reports_without_touching_the_network()
    {
        var reading = ModbusSetup.Temperature(0) with { Deadband = 0.05, ReportEvery = TimeSpan.FromSeconds(30) };
        var driver = new ModbusTcpDriver(ModbusSetup.Device(5020, reading) with { Unit = 7, Every = TimeSpan.FromSeconds(5) }, clock);
        Assert.That(driver.Name, Is.EqualTo("modbus-tcp 127.0.0.1:5020/7"));
        Assert.That(driver.Coop, Is.EqualTo("coop-1"));
        Assert.That(driver.Every, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(driver.Series, Is.EqualTo([new SeriesDefinition(Quantity.Temperature, "front", 0.05, TimeSpan.FromSeconds(30))]));
    }

    private ModbusTcpDriver Driver(ModbusDeviceServer server, params ModbusReading[] readings) =>
        new(ModbusSetup.Device(server.Port, readings), clock);
}
