using System.Net;
using System.Net.Sockets;

namespace DccBridge.Protocol.Transport;

/// <summary>Listens on a Unix domain socket that only its user can open.</summary>
public sealed class UnixTransportListener : ITransportListener
{
    private readonly Socket _socket;
    private readonly string _path;
    private int _disposed;

    private UnixTransportListener(Socket socket, string path)
    {
        _socket = socket;
        _path = path;
    }

    /// <inheritdoc/>
    public EndPoint LocalEndPoint => new UnixDomainSocketEndPoint(_path);

    /// <summary>Binds the path; a socket file that a dead process left behind is replaced.</summary>
    /// <param name="path">At most <see cref="UnixTransport.MaxPathBytes"/> bytes, in a folder that only the user can enter.</param>
    /// <exception cref="ArgumentException">The path is too long.</exception>
    /// <exception cref="SocketException">The path cannot be bound, or a living process listens there.</exception>
    public static UnixTransportListener Bind(string path)
    {
        UnixTransport.CheckPath(path);
        RemoveDeadSocket(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(512);
            return new(socket, path);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ITransport> AcceptAsync(CancellationToken cancellationToken)
    {
        Socket peer = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
        return new SocketTransport(peer, $"unix <- {_path}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            try
            {
                // The file goes first: afterwards a new listener could already own the path.
                File.Delete(_path);
            }
            finally
            {
                _socket.Dispose();
            }
        }

        return default;
    }

    private static void RemoveDeadSocket(string path)
    {
        // A socket has no length; a file that has one is somebody's work and not to be deleted.
        if (!File.Exists(path) || new FileInfo(path).Length > 0)
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
    }
}
