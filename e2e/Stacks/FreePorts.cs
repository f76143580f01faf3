using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Stacks;

/// <summary>Ports that nobody listens at.</summary>
static class FreePorts
{
    public static int[] Find(int count)
    {
        // All at once, so that they differ.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        listeners.ForEach(l => l.Stop());
        return ports;
    }
}
