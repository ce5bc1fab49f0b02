using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Transport;

namespace DccBridge.Protocol.Rpc;

/// <summary>
/// The link between two peers after their handshake. Both may call, notify and stream at the same time.
/// </summary>
/// <remarks>
/// Threading: calls, notifications and <see cref="CloseAsync"/> may come from any thread. Handlers of the table run on the receive loop, one
/// at a time, in the order of arrival; a handler that awaits lets the next one begin. Encoding happens under the outbox's lock, so a message
/// must not change while it is being sent.
/// </remarks>
public sealed partial class RpcConnection : IAsyncDisposable
{
    private readonly ITransport _transport;
    private readonly HandlerTable _handlers;
    private readonly RpcOptions _options;
    private readonly DeadlineWheel _deadlines;
    private readonly Outbox _outbox;
    private readonly PendingCalls _pending;
    private readonly TaskCompletionSource<Disconnect> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Disconnect? _disconnect;
    private string? _closingText;

    /// <summary>Makes a connection over a transport whose handshake is done; <see cref="Start"/> begins to read.</summary>
    /// <param name="transport">Owned by the connection from now on.</param>
    /// <param name="handlers">What this side answers.</param>
    /// <param name="options">Limits.</param>
    /// <param name="deadlines">Shared by all connections of this side; not owned.</param>
    /// <param name="owner">Whatever the handlers need to know of this connection, such as the session.</param>
    public RpcConnection(ITransport transport, HandlerTable handlers, RpcOptions options, DeadlineWheel deadlines, object? owner = null)
    {
        _transport = transport;
        _handlers = handlers;
        _options = options;
        _deadlines = deadlines;
        Owner = owner;
        _outbox = new(transport, options, deadlines.Time, OnSendFailed);
        _pending = new(options, OnCallDeadline);
        _liveness = new(this);
    }

    /// <summary>Whatever was given to the constructor.</summary>
    public object? Owner { get; }

    /// <summary>For logs.</summary>
    public string Description => _transport.Description;

    /// <summary>Completes when the connection has ended, and says how. Never fails.</summary>
    public Task<Disconnect> Completion => _completion.Task;

    /// <summary>Begins to read.</summary>
    public void Start()
    {
        _lastReceivedAt = _deadlines.Time.GetTimestamp();
        _deadlines.Schedule(_liveness, _options.PingInterval);

        // Not Task.Run: the loop would carry the creator's AsyncLocals for as long as the connection lives.
        ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.ReceiveAsync(), this, preferLocal: false);
    }

    /// <summary>Says goodbye, gives the peer a moment to read it, and ends the connection. Calls that wait fail with a lost connection.</summary>
    /// <param name="text">Why, for a person at the other end.</param>
    public async ValueTask CloseAsync(string text)
    {
        if (_disconnect is null)
        {
            _closingText = text;
            try
            {
                _outbox.Append(new CloseEnvelope(text));
                await _completion.Task.WaitAsync(_options.CloseTimeout, _deadlines.Time).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or TimeoutException)
            {
                // The peer is gone or does not hang up: end it from here.
            }
        }

        End(DisconnectReason.LocalClose, text);
        await _completion.Task.ConfigureAwait(false);
    }

    /// <summary>Ends the connection at once, without a goodbye.</summary>
    public void Abort(string text) => End(DisconnectReason.LocalClose, text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End(DisconnectReason.LocalClose, "The connection was disposed.");
        await _completion.Task.ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The one place where a connection ends; the first reason wins.</summary>
    private void End(DisconnectReason reason, string message, Exception? exception = null)
    {
        var disconnect = new Disconnect(reason, message, exception);
        if (Interlocked.CompareExchange(ref _disconnect, disconnect, null) is not null)
        {
            return;
        }

        _deadlines.Cancel(_liveness);
        var closed = new IOException(message, exception);
        _outbox.Close(closed);
        _transport.Abort();
        _pending.Close(outcome => new Errors.ConnectionLostException(disconnect, outcome), _deadlines);
        CancelRunningRequests();
        _outbox.Dispose();
        _completion.TrySetResult(disconnect);
    }

    private void OnSendFailed(Exception exception) => End(DisconnectReason.TransportFailed, $"Sending failed: {exception.Message}", exception);
}
