using System.Net.Sockets;
using System.Text;

namespace DccBridge.Dcc.Maya;

/// <summary>
/// The wire of a command port: a command is one text without end mark, as long as the port's buffer at most; an answer is a text that ends with a zero byte,
/// before which Maya puts a line feed. One command is under way at a time.
/// </summary>
internal sealed class CommandPort : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public CommandPort(Stream stream) => _stream = stream;

    /// <summary>Maya has not closed it, as far as this side knows; asked between two commands.</summary>
    public bool IsOpen
    {
        get
        {
            try
            {
                return _stream is not NetworkStream network || !network.Socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    public static async Task<CommandPort> ConnectAsync(string host, int port, MayaOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(host, port, both.Token).ConfigureAwait(false);
            return new CommandPort(new NetworkStream(socket, ownsSocket: true));
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw new MayaException(
                MayaEndReason.NotReached,
                $"No Maya answers on {host}:{port}. In Maya's Script Editor, in a Python tab, run: import maya.cmds; maya.cmds.commandPort(name=\"127.0.0.1:{port}\", sourceType=\"python\")",
                exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads its answer.</summary>
    /// <returns>The answer without the line feed before the zero byte.</returns>
    /// <exception cref="EndOfStreamException">Maya closed the connection.</exception>
    /// <exception cref="InvalidDataException">The answer is longer than <paramref name="most"/> bytes, or no UTF-8.</exception>
    public async Task<string> AskAsync(string command, int most, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command), cancellationToken).ConfigureAwait(false);
        var answer = new MemoryStream();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                if (_end == 0)
                {
                    throw new EndOfStreamException("Maya closed the connection.");
                }
            }

            var zero = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)0);
            var count = zero < 0 ? _end - _start : zero;
            if (answer.Length + count > most)
            {
                throw new InvalidDataException($"An answer is longer than {most} bytes.");
            }

            answer.Write(_buffer, _start, count);
            _start += zero < 0 ? count : count + 1;
            if (zero >= 0)
            {
                return Text(answer.GetBuffer().AsSpan(0, (int)answer.Length));
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static string Text(ReadOnlySpan<byte> answer) => Encoding.UTF8.GetString(answer is [.., (byte)'\n'] ? answer[..^1] : answer);
}
