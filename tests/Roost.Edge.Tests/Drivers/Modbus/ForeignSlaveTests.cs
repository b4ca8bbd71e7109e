using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Readings;
using Roost.Edge.Drivers.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

/// <summary>The driver against a slave that we didn't write.</summary>
[CancelAfter(60_000)]
internal sealed class ForeignSlaveTests
{
    private static readonly double[] InputValues = [-123, 65000, -70000, 4_000_000_000, 23.4, -70000, 4_000_000_000, 23.4];

    private readonly FakeTimeProvider clock = new();
    private ForeignSlave slave = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        slave = await ForeignSlave.StartAsync(patience.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (slave is not null)
        {
            await slave.DisposeAsync();
        }
    }

    [TestCase(ModbusTable.Input, 0)]
    [TestCase(ModbusTable.Holding, 1)]
    public async Task Every_type_and_word_order_is_read_as_it_was_meant(ModbusTable table, int more, CancellationToken cancellationToken)
    {
        await using var driver = Driver(EveryType(table));
        for (var poll = 0; poll < 3; poll++)
        {
            var readings = await driver.PollAsync(cancellationToken);
            Assert.That(readings.Select(each => each.Value!.Value), Is.EqualTo(InputValues.Select(each => each + more)));
        }
    }

    [Test]
    public async Task Registers_it_does_not_have_are_bad_and_the_others_good(CancellationToken cancellationToken)
    {
        await using var driver = Driver(ModbusSetup.Temperature(0), ModbusSetup.Temperature(500, "back"));
        var readings = await driver.PollAsync(cancellationToken);
        Assert.That((readings[0].Quality, readings[0].Value), Is.EqualTo((Quality.Good, (double?)-12.3)));
        Assert.That(
            (readings[1].Quality, readings[1].Reason),
            Is.EqualTo((Quality.Bad, "The device answered exception 2 (illegal data address) for input register 500.")));
    }

    [Test]
    public async Task Bits_are_read_one_by_one_and_many_at_once(CancellationToken cancellationToken)
    {
        using var connection = new ModbusConnection(ModbusSetup.Device(slave.Port), clock);
        var all = await connection.AskAsync(ModbusFunction.ReadDiscreteInputs, 0, 9, cancellationToken);
        Assert.That((all.Problem, Convert.ToHexString(all.Data.Span)), Is.EqualTo(((string?)null, "8D01")));
        for (ushort address = 0; address < 9; address++)
        {
            var one = await connection.AskAsync(ModbusFunction.ReadDiscreteInputs, address, 1, cancellationToken);
            Assert.That((one.Data.Length, one.Data.Span[0] & 1), Is.EqualTo((1, (0x18D >> address) & 1)), $"discrete input {address}");
        }
    }

    [Test]
    public async Task A_coil_is_switched_and_switched_back(CancellationToken cancellationToken)
    {
        using var connection = new ModbusConnection(ModbusSetup.Device(slave.Port), clock);
        foreach (var (argument, expected) in new[] { (ModbusRequest.CoilOn, 1), (ModbusRequest.CoilOn, 1), (ModbusRequest.CoilOff, 0) })
        {
            var switched = await connection.AskAsync(ModbusFunction.WriteCoil, 7, argument, cancellationToken);
            Assert.That((switched.Outcome, switched.Problem), Is.EqualTo((ModbusOutcome.Answered, (string?)null)));
            var read = await connection.AskAsync(ModbusFunction.ReadCoils, 7, 1, cancellationToken);
            Assert.That(read.Data.Span[0] & 1, Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task A_coil_it_does_not_have_is_an_exception_and_the_connection_stays(CancellationToken cancellationToken)
    {
        using var connection = new ModbusConnection(ModbusSetup.Device(slave.Port), clock);
        var refused = await connection.AskAsync(ModbusFunction.WriteCoil, 500, ModbusRequest.CoilOn, cancellationToken);
        Assert.That(refused.Problem, Is.EqualTo("The device answered exception 2 (illegal data address) for coil 500."));
        var read = await connection.AskAsync(ModbusFunction.ReadCoils, 0, 1, cancellationToken);
        Assert.That(read.Problem, Is.Null);
    }

    private static ModbusReading[] EveryType(ModbusTable table)
    {
        (ushort Address, ModbusType Type, ModbusWordOrder Order)[] layout =
        [
            (0, ModbusType.Int16, ModbusWordOrder.Big), (1, ModbusType.UInt16, ModbusWordOrder.Big),
            (2, ModbusType.Int32, ModbusWordOrder.Big), (4, ModbusType.UInt32, ModbusWordOrder.Big),
            (6, ModbusType.Float32, ModbusWordOrder.Big),
            (8, ModbusType.Int32, ModbusWordOrder.Little), (10, ModbusType.UInt32, ModbusWordOrder.Little),
            (12, ModbusType.Float32, ModbusWordOrder.Little),
        ];
        return
        [
            .. layout.Select(each => new ModbusReading
            {
                Quantity = Quantity.Count,
                Place = $"at-{each.Address}",
                Table = table,
                Address = each.Address,
                Type = each.Type,
                WordOrder = each.Order,
            }),
        ];
    }

    private ModbusTcpDriver Driver(params ModbusReading[] readings) => new(ModbusSetup.Device(slave.Port, readings), clock);
}
