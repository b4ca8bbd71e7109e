using CsCheck;
using Roost.Domain.Readings;
using Roost.Edge.Drivers.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

internal sealed class ModbusReadPlanTests
{
    private static readonly Gen<ModbusReading> Readings = Gen.Select(
        Gen.OneOf(ModbusTable.Holding, ModbusTable.Input),
        Gen.OneOf<int>(Gen.Int[0, 400], Gen.Int[65500, 65534]),
        Gen.Enum<ModbusType>(),
        (table, address, type) => At(table, address, type));

    private static readonly Gen<ModbusReading[]> Sets = Readings.Array[0, 300];

    [Test]
    public void Every_reading_lies_wholly_in_exactly_one_request() => Sets.Sample(readings =>
    {
        var blocks = ModbusReadPlan.Of(readings);
        ModbusReading[] planned = [.. blocks.SelectMany(block => block.Readings)];
        Assert.That(planned, Has.Length.EqualTo(readings.Length));
        Assert.That(readings.ToHashSet<object>(ReferenceEqualityComparer.Instance).SetEquals(planned), Is.True);
        foreach (var block in blocks)
        {
            Assert.That(
                block.Readings.Where(each =>
                    each.Table != block.Table || each.Address < block.Address || each.End > block.Address + block.Count),
                Is.Empty);
        }
    });

    [Test]
    public void No_request_is_too_long_or_asks_for_a_register_that_nobody_wants() => Sets.Sample(readings =>
    {
        foreach (var block in ModbusReadPlan.Of(readings))
        {
            Assert.That(block.Count, Is.InRange(1, 125));
            var wanted = block.Readings.SelectMany(reading => Enumerable.Range(reading.Address, reading.RegisterCount)).Distinct().Order();
            Assert.That(wanted, Is.EqualTo(Enumerable.Range(block.Address, block.Count)));
        }
    });

    [Test]
    public void Neighbours_are_asked_for_apart_only_where_together_they_would_be_too_long() => Sets.Sample(readings =>
    {
        var blocks = ModbusReadPlan.Of(readings);
        foreach (var (first, second) in blocks.Zip(blocks.Skip(1)))
        {
            var touches = first.Table == second.Table && second.Address <= first.Address + first.Count;
            Assert.That(touches && second.Readings[0].End - first.Address <= 125, Is.False, $"{first} and {second}");
        }
    });

    [Test]
    public void Adjacent_and_overlapping_registers_are_one_request()
    {
        var blocks = ModbusReadPlan.Of(
        [
            At(ModbusTable.Input, 2, ModbusType.Float32), At(ModbusTable.Input, 0, ModbusType.Int16),
            At(ModbusTable.Input, 1, ModbusType.Int16), At(ModbusTable.Input, 3, ModbusType.UInt16),
        ]);
        Assert.That(blocks, Has.Count.EqualTo(1));
        Assert.That((blocks[0].Address, blocks[0].Count), Is.EqualTo((0, 4)));
    }

    [Test]
    public void A_gap_or_another_table_is_another_request()
    {
        var blocks = ModbusReadPlan.Of(
        [
            At(ModbusTable.Input, 0, ModbusType.Int16), At(ModbusTable.Input, 2, ModbusType.Int16),
            At(ModbusTable.Holding, 1, ModbusType.Int16),
        ]);
        Assert.That(blocks, Has.Count.EqualTo(3));
    }

    [Test]
    public void Rejects_a_reading_beyond_the_last_register() =>
        Assert.That(
            () => ModbusReadPlan.Of([At(ModbusTable.Input, 65535, ModbusType.UInt32)]),
            Throws.ArgumentException.With.Message.StartsWith("A UInt32 at address 65535 reaches beyond register 65535."));

    private static ModbusReading At(ModbusTable table, int address, ModbusType type) =>
        new() { Quantity = Quantity.Count, Place = "hall", Table = table, Address = (ushort)address, Type = type };
}
