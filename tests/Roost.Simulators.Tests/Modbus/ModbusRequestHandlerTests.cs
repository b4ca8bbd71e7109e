using CsCheck;
using Roost.Simulators.Modbus;

namespace Roost.Simulators.Tests.Modbus;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ModbusRequestHandlerTests
{
    private readonly RegisterBank bank = new();
    private readonly ModbusFaults faults = new();

    // Examples of the Modbus application protocol 1.1b3, sections 6.3, 6.4, 6.6 and 6.12.
    [TestCase("03 006B 0003", "03 06 022B 0000 0064")]
    [TestCase("04 0008 0001", "04 02 000A")]
    [TestCase("06 0001 0003", "06 0001 0003")]
    [TestCase("10 0001 0002 04 000A 0102", "10 0001 0002")]
    public void Answers_as_the_specification_shows(string request, string answer)
    {
        bank.SetHolding(0x6B, 0x022B, 0x0000, 0x0064);
        bank.SetInput(8, 0x000A);
        Assert.That(Answer(request), Is.EqualTo(Bytes(answer)));
    }

    [TestCase("01 0000 0001", "81 01", Description = "coils are not served")]
    [TestCase("2B 0E 01 00", "AB 01")]
    [TestCase("03 FFFF 0002", "83 02", Description = "beyond the last register")]
    [TestCase("10 FFFF 0002 04 0000 0000", "90 02")]
    [TestCase("04 0000 0000", "84 03")]
    [TestCase("04 0000 007E", "84 03", Description = "126 registers")]
    [TestCase("04 0000 01", "84 03", Description = "cut short")]
    [TestCase("06 0000", "86 03")]
    [TestCase("10 0000 0002 03 000A 01", "90 03", Description = "byte count that contradicts the register count")]
    [TestCase("10 0000 0000 00", "90 03")]
    public void Refuses_what_it_cannot_do(string request, string answer) => Assert.That(Answer(request), Is.EqualTo(Bytes(answer)));

    [Test]
    public void Fails_on_demand_wherever_a_request_touches_the_address()
    {
        faults.FailAt(10, 4);
        Assert.That(Answer("04 0008 0003"), Is.EqualTo(Bytes("84 04")));
        Assert.That(Answer("06 000A 0001"), Is.EqualTo(Bytes("86 04")));
        Assert.That(Answer("04 0008 0002"), Has.Length.EqualTo(6));
        faults.Clear();
        Assert.That(Answer("04 0008 0003"), Has.Length.EqualTo(8));
    }

    [Test]
    public void Any_bytes_get_an_answer_that_fits() =>
        Gen.Select(Gen.OneOf<byte>(Gen.Byte, Gen.OneOf<byte>(3, 4, 6, 16)), Gen.Byte.Array[0, 252]).Sample((function, data) =>
        {
            var answer = new byte[ModbusRequestHandler.MaximumLength];
            var length = ModbusRequestHandler.Answer(new RegisterBank(), new ModbusFaults(), [function, .. data], answer);
            Assert.That(length, Is.InRange(2, ModbusRequestHandler.MaximumLength));
            Assert.That(answer[0] & 0x7F, Is.EqualTo(function & 0x7F));
        }, iter: 500);

    private byte[] Answer(string request)
    {
        var answer = new byte[ModbusRequestHandler.MaximumLength];
        return answer[..ModbusRequestHandler.Answer(bank, faults, Bytes(request), answer)];
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
