using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Transport;

namespace DccBridge.Benchmarks.Wire;

/// <summary>A server of one kind in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string kind, string transport, string path, int port)
    {
        _process = process;
        Kind = kind;
        Transport = transport;
        Path = path;
        Port = port;
    }

    public string Kind { get; }

    public string Transport { get; }

    public string Path { get; }

    public int Port { get; }

    public static async Task<ServerProcess> StartAsync(string kind, string transport)
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"dccb-{Guid.NewGuid():N}"[..16]);
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["serve", kind, transport, path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        string line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) ?? throw new IOException("The server process ended.");
        return new(process, kind, transport, path, int.Parse(line, CultureInfo.InvariantCulture));
    }

    public async Task<long> AskAsync(string what)
    {
        await _process.StandardInput.WriteLineAsync(what);
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) ?? throw new IOException("The server process ended.");
        return long.Parse(line, CultureInfo.InvariantCulture);
    }

    public Task<IPeer> ConnectAsync() => ConnectAsync(Kind, Transport, Path, Port);

    public static async Task<IPeer> ConnectAsync(string kind, string transport, string path, int port)
    {
        if (kind == "floor")
        {
            bool tcp = transport == "tcp";
            var socket = new Socket(tcp ? AddressFamily.InterNetwork : AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(tcp ? new IPEndPoint(IPAddress.Loopback, port) : new UnixDomainSocketEndPoint(path));
            if (tcp)
            {
                socket.NoDelay = true;
            }

            return new FloorPeer(socket);
        }

        ITransport connected = transport == "tcp"
            ? await TcpTransport.ConnectAsync(new(IPAddress.Loopback, port), CancellationToken.None)
            : await UnixTransport.ConnectAsync(path, CancellationToken.None);
        return await BridgePeer.ConnectAsync(connected, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        File.Delete(Path);
    }
}
