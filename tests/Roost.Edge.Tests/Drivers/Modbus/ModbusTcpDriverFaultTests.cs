using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Readings;
using Roost.Edge.Drivers.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

/// <summary>The driver against devices that misbehave. The clock stands until a device's script moves it on.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
internal sealed class ModbusTcpDriverFaultTests
{
    private readonly FakeTimeProvider clock = new();

    [Test]
    public async Task A_late_answer_is_never_taken_for_the_next_one(CancellationToken cancellationToken)
    {
        (byte[] Request, Stream Stream)? late = null;
        await using var device = new ScriptedDevice(async (request, number, stream) =>
        {
            if (number == 1)
            {
                late = (request, stream);
                clock.Advance(TimeSpan.FromSeconds(1));
                return true;
            }

            try
            {
                await late!.Value.Stream.WriteAsync(ScriptedDevice.AnswerTo(late.Value.Request, 111), cancellationToken);
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException)
            {
                // The driver is gone from there already.
            }

            await stream.WriteAsync(ScriptedDevice.AnswerTo(request, 222), cancellationToken);
            return true;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0));

        AssertBad(await driver.PollAsync(cancellationToken), "No answer within 1 s.");
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(22.2));
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(22.2));
        Assert.That(device.ConnectionCount, Is.EqualTo(2));
    }

    [Test]
    public async Task An_answer_with_the_wrong_transaction_id_is_bad_and_costs_the_connection(CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice(async (request, number, stream) =>
        {
            var answer = ScriptedDevice.AnswerTo(request, 200);
            answer[1] += (byte)(number == 1 ? 1 : 0);
            await stream.WriteAsync(answer, cancellationToken);
            return true;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0));

        AssertBad(
            await driver.PollAsync(cancellationToken), "The device answered another request than the one asked (wrong transaction id).");
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(20));
        Assert.That(device.ConnectionCount, Is.EqualTo(2));
    }

    [TestCase(0, "The device closed the connection instead of answering.")]
    [TestCase(5, "The device closed the connection in the middle of its answer.")]
    [TestCase(10, "The device closed the connection in the middle of its answer.")]
    public async Task A_connection_cut_within_a_frame_is_bad_and_the_next_read_is_good(
        int bytesSent, string sentence, CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice(async (request, number, stream) =>
        {
            var answer = ScriptedDevice.AnswerTo(request, 200);
            await stream.WriteAsync(answer.AsMemory(0, number == 1 ? bytesSent : answer.Length), cancellationToken);
            return number != 1;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0));

        AssertBad(await driver.PollAsync(cancellationToken), sentence);
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(20));
    }

    [Test]
    public async Task An_answer_that_comes_byte_by_byte_is_an_answer(CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice(async (request, _, stream) =>
        {
            foreach (var each in ScriptedDevice.AnswerTo(request, 200))
            {
                await stream.WriteAsync(new[] { each }, cancellationToken);
            }

            return true;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0));
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(20));
    }

    [Test]
    public async Task Garbage_is_bad(CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice(async (_, _, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), cancellationToken);
            return false;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0), ModbusSetup.Temperature(2, "back"));
        AssertBad(await driver.PollAsync(cancellationToken), "The device's answer is no Modbus TCP.");
    }

    [Test]
    public async Task Half_an_answer_is_no_answer(CancellationToken cancellationToken)
    {
        // The rest never comes; the clock moves on only when the driver has had time to take the first half or not, either is a silence.
        await using var device = new ScriptedDevice(async (request, _, stream) =>
        {
            await stream.WriteAsync(ScriptedDevice.AnswerTo(request, 200).AsMemory(0, 9), cancellationToken);
            clock.Advance(TimeSpan.FromSeconds(1));
            return true;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0));
        var reading = (await driver.PollAsync(cancellationToken)).Single();
        Assert.That(reading.Reason, Is.AnyOf("No answer within 1 s.", "No complete answer within 1 s."));
        Assert.That((reading.Quality, reading.Value), Is.EqualTo((Quality.Bad, (double?)null)));
    }

    [Test]
    public async Task A_device_that_hangs_up_after_every_answer_is_read_all_the_same(CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice(async (request, _, stream) =>
        {
            await stream.WriteAsync(ScriptedDevice.AnswerTo(request, 200), cancellationToken);
            return false;
        });
        await using var driver = Driver(device, TenApart());
        for (var poll = 0; poll < 20; poll++)
        {
            Assert.That((await driver.PollAsync(cancellationToken)).Select(each => each.Value), Has.All.EqualTo(20));
        }
    }

    [Test]
    public async Task A_mute_device_costs_two_timeouts_however_much_is_to_be_read(CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice((_, _, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return ValueTask.FromResult(true);
        });
        await using var driver = Driver(device, TenApart());

        var readings = await driver.PollAsync(cancellationToken);

        AssertBad(readings, "No answer within 1 s.");
        Assert.That(readings, Has.Count.EqualTo(10));
        Assert.That(device.RequestCount, Is.EqualTo(2));
    }

    [Test]
    public async Task What_the_device_never_answers_does_not_hide_what_it_answers(CancellationToken cancellationToken)
    {
        await using var device = new ScriptedDevice(async (request, _, stream) =>
        {
            if (request[9] < 8)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }
            else
            {
                await stream.WriteAsync(ScriptedDevice.AnswerTo(request, 200), cancellationToken);
            }

            return true;
        });
        await using var driver = Driver(device, TenApart());

        await driver.PollAsync(cancellationToken);
        await driver.PollAsync(cancellationToken);
        var third = await driver.PollAsync(cancellationToken);

        Assert.That(
            third.Where(each => each.Quality == Quality.Good).Select(each => each.Place),
            Is.EquivalentTo(new[] { "line-4", "line-5", "line-6", "line-7", "line-8", "line-9" }));
        Assert.That(third, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task A_cancelled_read_leaves_nothing_behind(CancellationToken cancellationToken)
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var device = new ScriptedDevice(async (request, number, stream) =>
        {
            if (number == 1)
            {
                await cancelling.CancelAsync();
            }

            await stream.WriteAsync(ScriptedDevice.AnswerTo(request, (ushort)(100 * number)), cancellationToken);
            return true;
        });
        await using var driver = Driver(device, ModbusSetup.Temperature(0));
        Assert.That(async () => await driver.PollAsync(cancelling.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await driver.PollAsync(cancellationToken))[0].Value, Is.EqualTo(20));
    }

    private static void AssertBad(List<Reading> readings, string sentence) =>
        Assert.That(
            readings.Select(reading => (reading.Quality, reading.Value, reading.Reason)),
            Is.Not.Empty.And.All.EqualTo((Quality.Bad, (double?)null, sentence)));

    private static ModbusReading[] TenApart() =>
        [.. Enumerable.Range(0, 10).Select(each => ModbusSetup.Temperature((ushort)(2 * each), $"line-{each}"))];

    private ModbusTcpDriver Driver(ScriptedDevice device, params ModbusReading[] readings) =>
        new(ModbusSetup.Device(device.Port, readings), clock);
}
