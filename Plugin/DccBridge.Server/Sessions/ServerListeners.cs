using System.Net.Sockets;
using System.Text;
using DccBridge.Protocol.Transport;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Sessions;

/// <summary>The TCP port and the Unix domain socket of one server.</summary>
internal sealed class ServerListeners : IAsyncDisposable
{
    private const string SocketSuffix = ".sock";
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);
    private readonly TcpTransportListener _tcp;
    private readonly UnixTransportListener? _unix;
    private readonly List<Task> _loops = [];

    private ServerListeners(TcpTransportListener tcp, UnixTransportListener? unix, string? socketPath)
    {
        _tcp = tcp;
        _unix = unix;
        SocketPath = unix is null ? null : socketPath;
    }

    public int Port => _tcp.Port;

    public string? SocketPath { get; }

    /// <summary>Binds both. A socket that cannot be bound is left out: TCP reaches everybody.</summary>
    /// <exception cref="ArgumentException">The address is not a loopback address.</exception>
    /// <exception cref="SocketException">No TCP port can be bound.</exception>
    public static ServerListeners Bind(BridgeServerOptions options, string folder, Guid instanceId, IBridgeLog log)
    {
        var tcp = TcpTransportListener.Bind(options.Address, options.PreferredPort);
        if (!options.UseUnixSocket)
        {
            return new ServerListeners(tcp, null, null);
        }

        var path = Path.Combine(folder, instanceId.ToString("N")[..12] + SocketSuffix);
        try
        {
            if (Encoding.UTF8.GetByteCount(path) > UnixTransport.MaxPathBytes)
            {
                log.Write(BridgeLogLevel.Information, $"No Unix socket: its path would be longer than {UnixTransport.MaxPathBytes} bytes.");
                return new ServerListeners(tcp, null, null);
            }

            PrepareFolder(folder);
            return new ServerListeners(tcp, UnixTransportListener.Bind(path), path);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            log.Write(BridgeLogLevel.Warning, "The Unix socket cannot be bound; clients use TCP.", exception);
            return new ServerListeners(tcp, null, null);
        }
    }

    /// <summary>Begins to accept.</summary>
    public void Start(ConnectionGate gate, IBridgeLog log, CancellationToken stopping)
    {
        _loops.Add(Task.Run(() => AcceptAsync(_tcp, Port, gate, log, stopping), CancellationToken.None));
        if (_unix is not null)
        {
            _loops.Add(Task.Run(() => AcceptAsync(_unix, 0, gate, log, stopping), CancellationToken.None));
        }
    }

    /// <summary>Closes both and waits for the accept loops; their token has fired before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _tcp.DisposeAsync().ConfigureAwait(false);
        if (_unix is not null)
        {
            await _unix.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_loops).ConfigureAwait(false);
    }

    private static async Task AcceptAsync(ITransportListener listener, int port, ConnectionGate gate, IBridgeLog log, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                gate.Admit(await listener.AcceptAsync(stopping).ConfigureAwait(false), port);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException exception)
            {
                // Too many open files, or a client that was gone before it was accepted: neither may end the listener or make it spin.
                log.Write(BridgeLogLevel.Warning, "A connection could not be accepted.", exception);
                stopping.WaitHandle.WaitOne(PauseAfterFailure);
            }
        }
    }

    private static void PrepareFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // The user's alone from the first moment; the publication checks it again.
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var stale in Directory.EnumerateFiles(folder, "*" + SocketSuffix))
        {
            RemoveIfDead(stale);
        }
    }

    /// <summary>A killed editor leaves its socket file; nobody answers there.</summary>
    private static void RemoveIfDead(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // Removed by another editor meanwhile.
            return;
        }
    }
}
