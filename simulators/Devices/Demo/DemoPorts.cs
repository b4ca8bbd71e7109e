using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Roost.Simulators.Demo;

/// <summary>Ports of the loopback address for the demo's servers.</summary>
internal static class DemoPorts
{
    /// <summary>The wanted port, or a free one for 0.</summary>
    /// <exception cref="DemoException">Something else listens there, or the port is not for everybody.</exception>
    public static int Web(int wanted)
    {
        try
        {
            return Try(wanted);
        }
        catch (SocketException problem)
        {
            var why = problem.SocketErrorCode == SocketError.AccessDenied ? "may not be used by this user" : "is in use";
            throw new DemoException(string.Create(CultureInfo.InvariantCulture, $"Port {wanted} {why}; choose another with --port."), problem);
        }
    }

    /// <summary>A port that nothing listens on now.</summary>
    public static int Free() => Try(0);

    private static int Try(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
