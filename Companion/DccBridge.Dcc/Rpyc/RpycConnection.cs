using System.Collections.Concurrent;
using System.Net.Sockets;
using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>
/// A connection to an rpyc server of the dialect of rpyc 4.1 to 5.3 (Houdini 20.5 and 21 ship 4.1). Requests may be made on several threads at once;
/// answers are matched by number. Python may call back while a request waits.
/// </summary>
public sealed partial class RpycConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly RpycOptions _options;
    private readonly RpycFrameReader _reader;
    private readonly RpycCallbackTable _callbacks;
    private readonly RpycBoxing _boxing;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentQueue<PythonTuple> _forgotten = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<object?>> _pending = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<RpycConnectionException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RpycFrameWriter _frames = new();
    private Task _receiving = Task.CompletedTask;
    private long _sequence = -1;
    private int _answering;

    private RpycConnection(Stream stream, RpycOptions options)
    {
        _stream = stream;
        _options = options;
        _reader = new RpycFrameReader(stream, options.MaxFrameBytes);
        _callbacks = new RpycCallbackTable(options.MaxCallbacks);
        _boxing = new RpycBoxing(this, _callbacks);
    }

    /// <summary>The server's root object: in classic mode it has <c>execute</c>, <c>eval</c>, <c>getmodule</c> and <c>getconn</c>.</summary>
    public RpycReference Root { get; private set; } = null!;

    /// <summary>Ends with the reason when the connection does. Never faults.</summary>
    public Task<RpycConnectionException> Ended => _ended.Task;

    /// <summary>Callbacks that Python holds at the moment.</summary>
    public int LentCallbacks => _callbacks.Count;

    /// <summary>Connects over TCP, without delay of small packets.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Port; Houdini's hrpyc listens on 18811.</param>
    /// <param name="options">Null is the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpycConnectionException">It cannot be reached, or speaks another dialect.</exception>
    public static async Task<RpycConnection> ConnectAsync(string host, int port, RpycOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        options ??= new RpycOptions();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(host, port, both.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw new RpycConnectionException(RpycEndReason.NotReached, $"Nothing answers on {host}:{port}. Start the server there, or give the right port.", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return await OpenAsync(new NetworkStream(socket, ownsSocket: true), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins on a stream that is connected already, and owns it from then on.</summary>
    /// <exception cref="RpycConnectionException">The peer does not answer in time, or speaks another dialect.</exception>
    public static async Task<RpycConnection> OpenAsync(Stream stream, RpycOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var connection = new RpycConnection(stream, options ?? new RpycOptions());
        try
        {
            await connection.BeginAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes it; what still waits ends with <see cref="RpycEndReason.ClosedHere"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_ended.Task.IsCompleted && Root is not null)
        {
            await SayGoodbyeAsync().ConfigureAwait(false);
        }

        End(new RpycConnectionException(RpycEndReason.ClosedHere, "The connection was closed here."));
        await _receiving.ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Says that a reference is no longer needed; travels with the next request.</summary>
    internal void Forget(PythonTuple id)
    {
        if (!_ended.Task.IsCompleted)
        {
            _forgotten.Enqueue(id);
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            _frames.Add(_options.MaxFrameBytes, RpycMessage.Request, Interlocked.Increment(ref _sequence), 0, static (brine, _) => RpycGreeting.WriteGetRoot(brine));
            await _stream.WriteAsync(_frames.Written, both.Token).ConfigureAwait(false);
            _frames.Clear();
            var answer = await _reader.ReadAsync(both.Token).ConfigureAwait(false)
                ?? throw new RpycConnectionException(RpycEndReason.ClosedByServer, "The server closed the connection before it said anything. Is it an rpyc server?");
            Root = _boxing.Unbox(RpycGreeting.ReadRoot(answer.Span)) as RpycReference
                ?? throw new RpycConnectionException(RpycEndReason.ProtocolViolation, "The server's root is no object. Is it an rpyc server in classic mode?");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpycConnectionException(RpycEndReason.NotReached, $"It took the connection and said nothing for {_options.ConnectTimeout.TotalSeconds:0.#} s. Is it an rpyc server, and does Houdini show a dialog?", exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new RpycConnectionException(RpycEndReason.Lost, "The connection was lost before the server said anything. Is it an rpyc server?", exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or BrineException)
        {
            throw new RpycConnectionException(RpycEndReason.ProtocolViolation, "What answers there is no rpyc server. Give the port of hrpyc (18811 unless it was changed).", exception);
        }

        _receiving = Task.Run(ReceiveAsync, CancellationToken.None);
    }

    private async Task SayGoodbyeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _options.Time);
        try
        {
            await SendAsync(frames => frames.Add(_options.MaxFrameBytes, RpycMessage.Request, Interlocked.Increment(ref _sequence), 0, static (brine, _) => RpycGreeting.WriteClose(brine)), limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or RpycConnectionException)
        {
            // A peer that no longer reads sees the end of the stream instead.
        }
    }

    private void End(RpycConnectionException reason)
    {
        if (!_ended.TrySetResult(reason))
        {
            return;
        }

        _ending.Cancel();
        foreach (var (number, waiting) in _pending)
        {
            if (_pending.TryRemove(number, out _))
            {
                waiting.TrySetException(new RpycConnectionException(reason.Reason, reason.Message, reason));
            }
        }
    }
}
