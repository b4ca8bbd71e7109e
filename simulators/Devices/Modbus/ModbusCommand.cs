using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Roost.Simulators.Modbus;

/// <summary><c>modbus --port N [--counter ADDRESS] [--set ADDRESS=VALUE ...]</c>: a bare device whose registers a test sets.</summary>
internal static class ModbusCommand
{
    private const int CannotListen = 2;

    /// <summary>Creates the command; it runs until it is stopped.</summary>
    internal static Command Create()
    {
        var port = NumberOption.Create<int>("--port", "TCP port on the loopback address; 0 takes a free one.", IPEndPoint.MinPort, IPEndPoint.MaxPort, null);
        port.Required = true;
        var counter = NumberOption.Create<ushort>(
            "--counter", "Address of a uint32 that is one more at every read.", 0, RegisterBank.Size - 2, null);
        var set = new Option<(ushort Address, ushort Value)[]>("--set")
        {
            Description = "ADDRESS=VALUE: a register's value in both tables, -32768 to 65535. May be repeated.",
            HelpName = "ADDRESS=VALUE",
            CustomParser = ParseSettings,
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("modbus", "A Modbus TCP device: functions 3, 4, 6 and 16; a written register stays as written.")
        {
            port,
            counter,
            set,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var bank = new RegisterBank();
            foreach (var (address, value) in parsed.GetValue(set) ?? [])
            {
                bank.Set(address, value);
            }

            if (parsed.GetValue(counter) is { } at)
            {
                bank.CountReadsAt(at);
            }

            return RunAsync(bank, parsed.GetValue(port)!.Value, parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        RegisterBank bank, int port, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        await using var server = new ModbusDeviceServer(bank, new IPEndPoint(IPAddress.Loopback, port))
        {
            ConnectionEnded = count => console.Output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"A connection ended after count {count}")),
        };
        try
        {
            await server.StartAsync(cancellationToken);
            await console.Output.WriteLineAsync($"Modbus device listening on 127.0.0.1:{server.Port}");
            await console.Output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (SocketException fault)
        {
            await console.Error.WriteLineAsync($"The Modbus device can't listen on 127.0.0.1:{port}: {fault.Message}. Choose another with --port, or 0 for a free one.");
            return CannotListen;
        }
        catch (OperationCanceledException)
        {
            // Stopping is how it ends.
        }

        return 0;
    }

    private static (ushort Address, ushort Value)[] ParseSettings(ArgumentResult result)
    {
        List<(ushort, ushort)> settings = [];
        foreach (var token in result.Tokens)
        {
            if (token.Value.Split('=') is [var left, var right]
                && ushort.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var address)
                && int.TryParse(right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value is >= short.MinValue and <= ushort.MaxValue)
            {
                settings.Add((address, unchecked((ushort)value)));
            }
            else
            {
                result.AddError(
                    "--set takes ADDRESS=VALUE with an address from 0 to 65535 and a value from -32768 to 65535, "
                    + $"not \"{token.Value}\".");
            }
        }

        return [.. settings];
    }
}
