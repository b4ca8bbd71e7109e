using Roost.Simulators.Modbus;

namespace Roost.Simulators.Tests.Modbus;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RegisterBankTests
{
    private readonly RegisterBank bank = new();

    [Test]
    public void A_forced_address_reads_as_written_in_both_tables_whatever_the_simulation_sets()
    {
        bank.Set(5, 1, 2, 3);
        bank.Force(6, 99);
        bank.SetInput(5, 11, 12, 13);
        bank.SetHolding(5, 21, 22, 23);
        Assert.That(Input(5, 3), Is.EqualTo(new ushort[] { 11, 99, 13 }));
        Assert.That(Holding(5, 3), Is.EqualTo(new ushort[] { 21, 99, 23 }));
        Assert.That(bank.ForcedCount, Is.EqualTo(1));
    }

    [Test]
    public void A_write_to_the_last_register_releases_all_and_shows_what_was_simulated_meanwhile()
    {
        bank.Force(0, 7, 8, 9);
        bank.SetInput(0, 1, 2, 3);
        bank.Force(RegisterBank.ReleaseAddress, 0);
        Assert.That(Input(0, 3), Is.EqualTo(new ushort[] { 1, 2, 3 }));
        Assert.That(Holding(0, 3), Is.EqualTo(new ushort[] { 0, 0, 0 }));
        Assert.That(bank.ForcedCount, Is.Zero);
    }

    [Test]
    public void Counting_registers_give_the_next_count_at_each_read_of_both()
    {
        bank.CountReadsAt(100);
        Assert.That(Input(100, 2), Is.EqualTo(new ushort[] { 0, 1 }));
        Assert.That(Holding(99, 4), Is.EqualTo(new ushort[] { 0, 0, 2, 0 }));
        Assert.That(Input(101, 1), Is.EqualTo(new ushort[] { 2 }), "half of the pair doesn't count");
        Assert.That(bank.LastCount, Is.EqualTo(2));
    }

    [Test]
    public void A_count_fills_its_high_word()
    {
        bank.CountReadsAt(0);
        for (var read = 0; read < 65535; read++)
        {
            Input(0, 2);
        }

        Assert.That(Input(0, 2), Is.EqualTo(new ushort[] { 1, 0 }));
    }

    [Test]
    public void A_forced_counter_does_not_count()
    {
        bank.CountReadsAt(0);
        Input(0, 2);
        bank.Force(1, 500);
        Assert.That(Input(0, 2), Is.EqualTo(new ushort[] { 0, 500 }));
        Assert.That(bank.LastCount, Is.EqualTo(1));
    }

    [Test]
    public void Rejects_a_counter_that_does_not_fit() =>
        Assert.That(() => bank.CountReadsAt(65535), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    [CancelAfter(20_000)]
    public async Task A_run_of_registers_is_never_torn(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = Task.Run(
            () =>
            {
                for (ushort value = 0; !enough.IsCancellationRequested; value++)
                {
                    bank.Set(0, value, value);
                }
            },
            cancellationToken);
        for (var read = 0; read < 20_000; read++)
        {
            var pair = Input(0, 2);
            Assert.That(pair[0], Is.EqualTo(pair[1]));
        }

        await enough.CancelAsync();
        await writing;
    }

    private ushort[] Input(int address, int count)
    {
        var values = new ushort[count];
        bank.ReadInput(address, values);
        return values;
    }

    private ushort[] Holding(int address, int count)
    {
        var values = new ushort[count];
        bank.ReadHolding(address, values);
        return values;
    }
}
