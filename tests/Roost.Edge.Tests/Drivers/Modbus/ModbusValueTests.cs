using System.Buffers.Binary;
using CsCheck;
using Roost.Edge.Drivers.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

internal sealed class ModbusValueTests
{
    private static readonly Gen<ModbusWordOrder> WordOrders = Gen.OneOf(ModbusWordOrder.Big, ModbusWordOrder.Little);

    private static readonly Gen<int> Integers = Gen.OneOf<int>(Gen.Int, Gen.Int[-100, 100]);

    [TestCase(235, 0.1, 0, ExpectedResult = 23.5, Description = "0.1 * 235 is 23.500000000000004 in binary")]
    [TestCase(29815, 0.01, -273.15, ExpectedResult = 25.0, Description = "kelvin to °C, where digits cancel")]
    [TestCase(-7, 0.1, 0, ExpectedResult = -0.7)]
    [TestCase(0, 0.1, 0, ExpectedResult = 0.0)]
    [TestCase(4294967295, 0.001, 0, ExpectedResult = 4294967.295)]
    [TestCase(3, 0.0001, 0, ExpectedResult = 0.0003, Description = "3 * 0.0001 is 0.00030000000000000003 in binary")]
    [TestCase(1, 1e-20, 0, ExpectedResult = 1e-20, Description = "too small for decimals to be counted")]
    public double Scales_to_the_decimal_number_that_was_meant(double raw, double scale, double offset) =>
        ModbusValue.Scale(raw, scale, offset);

    [Test]
    public void Scales_every_integer_as_decimal_arithmetic_does() =>
        Gen.Select(Integers, Gen.Int[0, 4], Gen.Int[-100_000, 100_000]).Sample((raw, decimals, hundredths) =>
        {
            var scale = new decimal(1, 0, 0, false, (byte)decimals);
            var expected = (double)((raw * scale) + (hundredths / 100m));
            Assert.That(ModbusValue.Scale(raw, (double)scale, hundredths / 100.0), Is.EqualTo(expected));
            Assert.That(ModbusValue.Scale(raw, (double)scale, 0), Is.EqualTo((double)(raw * scale)));
        });

    [Test]
    public void Decodes_what_was_encoded_in_every_type_and_word_order() =>
        Gen.Select(Gen.UInt, WordOrders).Sample((bits, order) =>
        {
            var two = Registers(bits, order);
            Assert.That(ModbusValue.Decode(two, ModbusType.UInt32, order), Is.EqualTo(bits));
            Assert.That(ModbusValue.Decode(two, ModbusType.Int32, order), Is.EqualTo((int)bits));
            Assert.That((float)ModbusValue.Decode(two, ModbusType.Float32, order), Is.EqualTo(BitConverter.UInt32BitsToSingle(bits)));

            byte[] one = [(byte)(bits >> 8), (byte)bits];
            Assert.That(ModbusValue.Decode(one, ModbusType.UInt16, order), Is.EqualTo((ushort)bits));
            Assert.That(ModbusValue.Decode(one, ModbusType.Int16, order), Is.EqualTo((short)bits));
        });

    [Test]
    public void A_float32_becomes_the_decimal_that_the_device_meant()
    {
        var registers = Registers(BitConverter.SingleToUInt32Bits(23.4f), ModbusWordOrder.Big);
        Assert.That(ModbusValue.Decode(registers, ModbusType.Float32, ModbusWordOrder.Big), Is.EqualTo(23.4));
    }

    private static byte[] Registers(uint bits, ModbusWordOrder order)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(order == ModbusWordOrder.Big ? 0 : 2), (ushort)(bits >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(order == ModbusWordOrder.Big ? 2 : 0), (ushort)bits);
        return bytes;
    }
}
