using System.CommandLine;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Roost.Simulators.Modbus;

namespace Roost.Simulators.Tests.Modbus;

[CancelAfter(20_000)]
internal sealed class ModbusCommandTests
{
    [Test]
    public async Task Says_where_it_listens_serves_what_was_set_and_stops_when_told(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        await using var output = new StreamWriter(pipe.Writer.AsStream());
        using var input = new StreamReader(pipe.Reader.AsStream());
        var running = ModbusCommand.Create()
            .Parse(["--port", "0", "--counter", "2", "--set", "0=235", "--set", "1=-1"])
            .InvokeAsync(new InvocationConfiguration { Output = output }, stopping.Token);

        var line = await input.ReadLineAsync(cancellationToken);
        Assert.That(line, Does.Match(@"^Modbus device listening on 127\.0\.0\.1:\d+$"));
        using var client = new TcpClient();
        await client.ConnectAsync(
            IPAddress.Loopback, int.Parse(line!.Split(':')[^1], CultureInfo.InvariantCulture), cancellationToken);
        await client.GetStream().WriteAsync(Convert.FromHexString("000100000006010400000004"), cancellationToken);
        var answer = new byte[17];
        await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
        Assert.That(Convert.ToHexString(answer.AsSpan(9)), Is.EqualTo("00EB" + "FFFF" + "00000001"));

        await stopping.CancelAsync();
        Assert.That(await running, Is.Zero);
    }

    [Test]
    public async Task Says_in_one_sentence_that_the_port_is_taken(CancellationToken cancellationToken)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var error = new StringWriter();
        var code = await ModbusCommand.Create()
            .Parse(["--port", $"{port}"])
            .InvokeAsync(new InvocationConfiguration { Error = error }, cancellationToken);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.ToString().Trim(), Is.EqualTo($"The Modbus device can't listen on 127.0.0.1:{port}: Address already in use. Choose another with --port, or 0 for a free one."));
    }

    [TestCase("--port 70000", "--port takes a whole number from 0 to 65535, not \"70000\".")]
    [TestCase("--counter 1", "Option '--port' is required.")]
    [TestCase("--port x", "--port takes a whole number from 0 to 65535, not \"x\".")]
    [TestCase("--port 0 --counter 65535", "--counter takes a whole number from 0 to 65534, not \"65535\".")]
    [TestCase(
        "--port 0 --set 5",
        "--set takes ADDRESS=VALUE with an address from 0 to 65535 and a value from -32768 to 65535, not \"5\".")]
    [TestCase(
        "--port 0 --set 5=65536",
        "--set takes ADDRESS=VALUE with an address from 0 to 65535 and a value from -32768 to 65535, not \"5=65536\".")]
    public void Rejects_what_is_out_of_range(string arguments, string sentence) =>
        Assert.That(
            ModbusCommand.Create().Parse(arguments.Split(' ')).Errors.Select(error => error.Message),
            Is.EqualTo(new[] { sentence }));
}
