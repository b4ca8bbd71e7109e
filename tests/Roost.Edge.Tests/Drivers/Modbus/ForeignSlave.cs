using System.Diagnostics;
using System.Globalization;

namespace Roost.Edge.Tests.Drivers.Modbus;

/// <summary>
/// A Modbus slave of somebody else's making, pymodbus, as a process of its own. It encodes the values itself, so that it and we have to
/// agree on what they look like. Input registers from 0: int16 -123, uint16 65000, then int32 -70000, uint32 4000000000 and float32
/// 23.4 with the high word first, then the same three with the low word first. Holding registers are the same with 1 added to each.
/// Discrete inputs from 0 are 1, 0, 1, 1, 0, 0, 0, 1, 1; the sixteen coils are off until somebody switches them.
/// </summary>
internal sealed class ForeignSlave : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import asyncio, os, sys, threading, types
        for name in ("serial", "serial_asyncio"):  # wanted by the package even for TCP, and recommended only
            try:
                __import__(name)
            except ImportError:
                sys.modules[name] = types.ModuleType(name)
                sys.modules[name].create_serial_connection = None
        try:
            from pymodbus.constants import Endian
            from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
            from pymodbus.payload import BinaryPayloadBuilder
            from pymodbus.server.async_io import ModbusTcpServer
        except ImportError as missing:
            print(f"missing {missing}", flush=True)
            sys.exit(1)

        def registers(more):
            every = []
            for number, order in enumerate((Endian.Big, Endian.Little)):
                builder = BinaryPayloadBuilder(byteorder=Endian.Big, wordorder=order)
                if number == 0:
                    builder.add_16bit_int(-123 + more)
                    builder.add_16bit_uint(65000 + more)
                builder.add_32bit_int(-70000 + more)
                builder.add_32bit_uint(4000000000 + more)
                builder.add_32bit_float(23.4 + more)
                every += builder.to_registers()
            return ModbusSequentialDataBlock(0, every)

        async def main():
            slave = ModbusSlaveContext(ir=registers(0), hr=registers(1), zero_mode=True,
                di=ModbusSequentialDataBlock(0, [1, 0, 1, 1, 0, 0, 0, 1, 1]), co=ModbusSequentialDataBlock(0, [0] * 16))
            server = ModbusTcpServer(ModbusServerContext(slaves=slave, single=True), address=("127.0.0.1", 0))
            serving = asyncio.ensure_future(server.serve_forever())
            await server.serving
            print(server.server.sockets[0].getsockname()[1], flush=True)
            await serving

        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        asyncio.run(main())
        """;

    private readonly Process process;

    private ForeignSlave(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<ForeignSlave> StartAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
        {
            Missing();
        }

        var start = new ProcessStartInfo(Python, ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (!int.TryParse(line, CultureInfo.InvariantCulture, out var port))
        {
            process.Dispose();
            Missing();
        }

        return new ForeignSlave(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        // The script ends with its input, also when this process dies before it comes here.
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static void Missing()
    {
        const string Remedy = "This test needs the Debian package python3-pymodbus: apt-get install python3-pymodbus";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Remedy);
        }

        Assert.Ignore(Remedy);
    }
}
