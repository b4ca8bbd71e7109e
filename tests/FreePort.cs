using System.Net;
using System.Net.Sockets;

namespace Roost.Tests;

/// <summary>
/// Ports that nobody listens on. Handed out once in this process, so that two tests never share one, and from below those that the system gives
/// to outgoing connections: one of these would take a killed server's port before it is back.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int Last = 32_700;

    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, Last + 1);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
