using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Transport;

namespace DccBridge.Benchmarks.Wire;

/// <summary>A server process of one kind: prints its port, answers "stats" lines, ends with its standard input.</summary>
internal static class ServeCommand
{
    public static async Task RunAsync(string kind, string transport, string path)
    {
        Task server;
        int port = 0;
        if (kind == "floor")
        {
            bool tcp = transport == "tcp";
            using var listener = new Socket(tcp ? AddressFamily.InterNetwork : AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(tcp ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(path));
            listener.Listen(512);
            port = tcp ? ((IPEndPoint)listener.LocalEndPoint!).Port : 0;
            server = new FloorServer(listener).RunAsync();
            await TalkAsync(port);
        }
        else
        {
            await using ITransportListener listener = transport == "tcp" ? TcpTransportListener.Bind(IPAddress.Loopback, 0) : UnixTransportListener.Bind(path);
            port = (listener as TcpTransportListener)?.Port ?? 0;
            server = new BridgeServer(listener, port).RunAsync();
            await TalkAsync(port);
        }
    }

    private static async Task TalkAsync(int port)
    {
        Console.WriteLine(port.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(line switch
            {
                "allocated" => GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture),
                "resident" => ProcessMemory.ResidentKiB().ToString(CultureInfo.InvariantCulture),
                "peak" => ProcessMemory.PeakKiB().ToString(CultureInfo.InvariantCulture),
                _ => "?",
            });
        }
    }
}
