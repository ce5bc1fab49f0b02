using System.Net.Sockets;
using System.Text;

namespace DccBridge.Protocol.Transport;

/// <summary>Outgoing connections over Unix domain sockets.</summary>
public static class UnixTransport
{
    /// <summary>Longest path in bytes. macOS allows 104 with the closing zero, Linux 108; below both, everywhere the same.</summary>
    public const int MaxPathBytes = 100;

    /// <summary>Connects.</summary>
    /// <param name="path">Path of the socket file, at most <see cref="MaxPathBytes"/> bytes of UTF-8.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">The path is too long.</exception>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async ValueTask<ITransport> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        CheckPath(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new SocketTransport(socket, $"unix -> {path}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static void CheckPath(string path)
    {
        int bytes = Encoding.UTF8.GetByteCount(path);
        if (bytes is 0 or > MaxPathBytes)
        {
            throw new ArgumentException($"The socket path '{path}' has {bytes} bytes; 1 to {MaxPathBytes} are allowed. Choose a shorter folder.", nameof(path));
        }
    }
}
