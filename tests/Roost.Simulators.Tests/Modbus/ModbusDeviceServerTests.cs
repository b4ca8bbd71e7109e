using System.Net;
using System.Net.Sockets;
using Roost.Simulators.Modbus;

namespace Roost.Simulators.Tests.Modbus;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
internal sealed class ModbusDeviceServerTests
{
    private static readonly byte[] ReadTwo = Convert.FromHexString("00070000000611" + "0400000002");

    private readonly RegisterBank bank = new();
    private ModbusDeviceServer server = null!;

    [SetUp]
    public Task StartAsync()
    {
        server = new ModbusDeviceServer(bank, new IPEndPoint(IPAddress.Loopback, 0));
        return server.StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test]
    public async Task Answers_with_the_transaction_and_the_unit_that_were_asked(CancellationToken cancellationToken)
    {
        bank.SetInput(0, 0x1234, 0x5678);
        using var client = await ConnectAsync(cancellationToken);
        Assert.That(await AskAsync(client, ReadTwo, 13, cancellationToken), Is.EqualTo("00070000000711" + "040412345678"));
    }

    [Test]
    public async Task Requests_in_one_packet_are_answered_one_after_the_other(CancellationToken cancellationToken)
    {
        bank.CountReadsAt(0);
        using var client = await ConnectAsync(cancellationToken);
        var answers = await AskAsync(client, [.. ReadTwo, .. ReadTwo, .. ReadTwo], 39, cancellationToken);
        Assert.That(answers.Chunk(26).Select(answer => answer[^1]), Is.EqualTo("123"));
    }

    [Test]
    public async Task Serves_many_connections_at_once_and_each_read_gets_a_count_of_its_own(CancellationToken cancellationToken)
    {
        bank.CountReadsAt(0);
        var clients = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ConnectAsync(cancellationToken)));
        var counts = await Task.WhenAll(clients.Select(async client =>
        {
            List<string> own = [];
            for (var read = 0; read < 25; read++)
            {
                own.Add((await AskAsync(client, ReadTwo, 13, cancellationToken))[^8..]);
            }

            return own;
        }));
        Array.ForEach(clients, client => client.Dispose());
        var expected = Enumerable.Range(1, 1000).Select(count => count.ToString("X8"));
        Assert.That(counts.SelectMany(own => own), Is.EquivalentTo(expected));
        Assert.That(bank.LastCount, Is.EqualTo(1000));
    }

    [Test]
    public async Task A_write_over_the_wire_forces_and_releases(CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync(cancellationToken);
        await AskAsync(client, Convert.FromHexString("000100000006010600000BB8"), 12, cancellationToken);
        bank.Set(0, 200);
        Assert.That((await AskAsync(client, ReadTwo, 13, cancellationToken))[18..22], Is.EqualTo("0BB8"));
        await AskAsync(client, Convert.FromHexString("0002000000060106FFFF0000"), 12, cancellationToken);
        Assert.That((await AskAsync(client, ReadTwo, 13, cancellationToken))[18..22], Is.EqualTo("00C8"));
    }

    [TestCase("474554202F20485454502F312E310D0A", Description = "GET / HTTP/1.1")]
    [TestCase("00010000000001", Description = "length 0")]
    [TestCase("00010000FFFF01", Description = "length 65535")]
    public async Task Garbage_costs_the_sender_its_connection_and_nobody_else_theirs(string hex, CancellationToken cancellationToken)
    {
        using var other = await ConnectAsync(cancellationToken);
        using var client = await ConnectAsync(cancellationToken);
        await client.GetStream().WriteAsync(Convert.FromHexString(hex), cancellationToken);
        Assert.That(await HungUpAsync(client, cancellationToken), Is.True);
        Assert.That(await AskAsync(other, ReadTwo, 13, cancellationToken), Has.Length.EqualTo(26));
    }

    [Test]
    public async Task A_mute_device_takes_requests_and_stays_silent(CancellationToken cancellationToken)
    {
        server.Faults.Mute = true;
        using var client = await ConnectAsync(cancellationToken);
        await client.GetStream().WriteAsync(ReadTwo, cancellationToken);

        // Garbage after the request ends the connection; had the request been answered, its answer would come before the end.
        await client.GetStream().WriteAsync(new byte[] { 1, 2, 3, 4, 5, 6, 7 }, cancellationToken);
        Assert.That(await HungUpAsync(client, cancellationToken), Is.True);
        Assert.That(server.RequestCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Stopping_ends_its_connections(CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync(cancellationToken);
        await AskAsync(client, ReadTwo, 13, cancellationToken);
        await server.DisposeAsync();
        Assert.That(await HungUpAsync(client, cancellationToken), Is.True);
    }

    private static async Task<string> AskAsync(TcpClient client, byte[] request, int answerLength, CancellationToken cancellationToken)
    {
        var answer = new byte[answerLength];
        await client.GetStream().WriteAsync(request, cancellationToken);
        await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
        return Convert.ToHexString(answer);
    }

    // The end of the stream, or a reset when something was still unread on the other side.
    private static async Task<bool> HungUpAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        return client;
    }
}
