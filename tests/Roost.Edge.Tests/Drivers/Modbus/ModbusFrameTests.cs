using CsCheck;
using Roost.Edge.Drivers.Modbus;
using Roost.Simulators.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

internal sealed class ModbusFrameTests
{
    private static readonly Gen<ModbusRequest> Requests = Gen.Select(
        Gen.UShort, Gen.Byte, Gen.OneOf(ModbusFunction.ReadHoldingRegisters, ModbusFunction.ReadInputRegisters), Gen.Int[0, 65535 - 125], Gen.Int[1, 125],
        (transaction, unit, table, address, count) => new ModbusRequest(transaction, unit, table, (ushort)address, (ushort)count));

    [Test]
    public void A_request_is_the_bytes_of_the_specification()
    {
        var bytes = new byte[ModbusFrame.RequestLength];
        ModbusFrame.Write(bytes, new ModbusRequest(0x1501, 0x11, ModbusFunction.ReadHoldingRegisters, 0x006B, 3));

        // Function and data are the example of the Modbus application protocol 1.1b3, section 6.3.
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("1501" + "0000" + "0006" + "11" + "03006B0003"));
    }

    [Test]
    public void A_devices_answer_to_any_request_comes_back_as_its_registers_and_every_part_of_it_is_incomplete() =>
        Gen.Select(Requests, Gen.UShort.Array[125]).Sample((request, values) =>
        {
            var bank = new RegisterBank();
            var registers = values.AsSpan(0, request.Argument);
            bank.SetInput(request.Address, request.Function == ModbusFunction.ReadInputRegisters ? registers : []);
            bank.SetHolding(request.Address, request.Function == ModbusFunction.ReadHoldingRegisters ? registers : []);
            var frame = AnswerOf(bank, request);

            Assert.That(ModbusFrame.Judge(frame, request, out var problem), Is.EqualTo(ModbusAnswerKind.Answer), problem);
            Assert.That(frame[ModbusFrame.DataAt..], Is.EqualTo(values.Take(request.Argument).SelectMany(BigEndian)));
            for (var length = 0; length < frame.Length; length++)
            {
                Assert.That(ModbusFrame.Judge(frame.AsSpan(0, length), request, out _), Is.EqualTo(ModbusAnswerKind.Incomplete));
            }

            Assert.That(ModbusFrame.Judge([.. frame, 0], request, out _), Is.EqualTo(ModbusAnswerKind.Nonsense));
        }, iter: 300);

    [Test]
    public void A_changed_header_is_never_taken_for_the_answer() =>
        Gen.Select(Requests, Gen.Int[0, ModbusFrame.DataAt - 1], Gen.Byte[1, 255]).Sample((request, index, change) =>
        {
            var frame = AnswerOf(new RegisterBank(), request);
            frame[index] ^= change;
            Assert.That(ModbusFrame.Judge(frame, request, out _), Is.Not.EqualTo(ModbusAnswerKind.Answer));
        });

    [Test]
    public void Random_bytes_are_judged_without_a_fault() =>
        Gen.Select(Requests, Gen.Byte.Array[0, 300]).Sample((request, bytes) =>
        {
            var kind = ModbusFrame.Judge(bytes, request, out var problem);
            Assert.That(problem is null, Is.EqualTo(kind is ModbusAnswerKind.Incomplete or ModbusAnswerKind.Answer));
        });

    [Test]
    public void Switching_a_coil_is_the_bytes_of_the_specification()
    {
        var bytes = new byte[ModbusFrame.RequestLength];
        ModbusFrame.Write(bytes, new ModbusRequest(0x1501, 0x11, ModbusFunction.WriteCoil, 0x00AC, ModbusRequest.CoilOn));

        // Function and data are the example of the Modbus application protocol 1.1b3, section 6.5.
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("1501" + "0000" + "0006" + "11" + "0500ACFF00"));
    }

    [TestCase("0001 0000 0006 01 05 0007 FF00", null, Description = "the echo")]
    [TestCase("0001 0000 0003 01 85 02", "The device answered exception 2 (illegal data address) for coil 7.")]
    [TestCase("0001 0000 0006 01 05 0007 0000", "The device's answer doesn't say that coil 7 is switched.")]
    [TestCase("0001 0000 0006 01 05 0008 FF00", "The device's answer doesn't say that coil 7 is switched.")]
    [TestCase("0001 0000 0005 01 05 0007 FF", "The device's answer has the wrong length for coil 7.")]
    public void Only_the_echo_of_a_request_says_that_a_coil_is_switched(string hex, string? sentence)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var asked = new ModbusRequest(1, 1, ModbusFunction.WriteCoil, 7, ModbusRequest.CoilOn);
        var kind = ModbusFrame.Judge(bytes, asked, out var problem);
        Assert.That((problem, kind == ModbusAnswerKind.Answer), Is.EqualTo((sentence, sentence is null)));
    }

    [TestCase("0001 0000 0003 01 84 02", "The device answered exception 2 (illegal data address) for input registers 0-3.")]
    [TestCase(
        "0001 0000 0003 01 84 0B",
        "The device answered exception 11 (device behind the gateway doesn't respond) for input registers 0-3.")]
    [TestCase("0001 0000 0003 01 84 63", "The device answered exception 99 (unknown code) for input registers 0-3.")]
    [TestCase("0002 0000 0003 01 84 02", "The device answered another request than the one asked (wrong transaction id).")]
    [TestCase("0001 0000 0003 02 84 02", "The device answered for unit 2 instead of 1.")]
    [TestCase("0001 0000 0003 01 83 02", "The device answered function 131 instead of 4.")]
    [TestCase("0001 0000 0005 01 04 02 0000", "The device's answer has the wrong length for input registers 0-3.")]
    [TestCase("4854 5450 2F31 2E 31 20", "The device's answer is no Modbus TCP.")]
    public void Says_what_is_wrong_with_an_answer(string hex, string sentence)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        ModbusFrame.Judge(bytes, new ModbusRequest(1, 1, ModbusFunction.ReadInputRegisters, 0, 4), out var problem);
        Assert.That(problem, Is.EqualTo(sentence));
    }

    private static byte[] AnswerOf(RegisterBank bank, ModbusRequest request)
    {
        var asked = new byte[ModbusFrame.RequestLength];
        ModbusFrame.Write(asked, request);
        var answer = new byte[ModbusRequestHandler.MaximumLength];
        var length = ModbusRequestHandler.Answer(bank, new ModbusFaults(), asked.AsSpan(7), answer);
        return [.. asked.AsSpan(0, 4), .. BigEndian((ushort)(length + 1)), request.Unit, .. answer.AsSpan(0, length)];
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];
}
