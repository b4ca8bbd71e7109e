using System.Net;
using System.Net.Sockets;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Ports that nobody listens on. Handed out once in this process, so that two tests never share one.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }
    }
}
