using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Transport;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary>
/// Everything on its way out. Writers append under a short lock; whoever finds no send in progress sends, and what arrives meanwhile goes
/// with the next send. While the receive loop works through one receive, what its own thread appends waits, so that all answers leave in
/// one write. Calls go ahead of chunks.
/// </summary>
internal sealed class Outbox : IDisposable
{
    private const long NotSending = long.MinValue;

    private readonly object _gate = new();
    private readonly ITransport _transport;
    private readonly RpcOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFailure;
    private readonly Action _onSendFinished;
    private readonly Queue<OutgoingChunk> _chunks = new();
    private FrameBuffer _filling = new();
    private FrameBuffer _sending = new();
    private bool _sendInProgress;
    private int _corkThread;
    private long _sendStartedAt = NotSending;
    private System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _pendingSend;
    private OutgoingChunk? _pendingChunk;
    private TaskCompletionSource? _room;
    private Exception? _closed;
    private bool _disposed;

    public Outbox(ITransport transport, RpcOptions options, TimeProvider time, Action<Exception> onFailure)
    {
        _transport = transport;
        _options = options;
        _time = time;
        _onFailure = onFailure;
        _onSendFinished = OnSendFinished;
    }

    /// <summary>True when more waits than the limit allows.</summary>
    public bool IsFull => Volatile.Read(ref _filling).Length > _options.OutboxLimit;

    /// <summary>How long the send in progress has been waiting for the peer; zero when there is none.</summary>
    public TimeSpan SendAge
    {
        get
        {
            long started = Interlocked.Read(ref _sendStartedAt);
            return started == NotSending ? TimeSpan.Zero : _time.GetElapsedTime(started);
        }
    }

    /// <summary>Appends one frame and sees to its sending.</summary>
    /// <exception cref="IOException">The outbox is closed.</exception>
    /// <exception cref="FrameTooLargeException">The frame is above the cap; nothing was appended.</exception>
    public void Append<T>(in T content)
        where T : struct, IFrameContent
    {
        bool send;
        lock (_gate)
        {
            ThrowIfClosed();
            int mark = _filling.BeginFrame();
            try
            {
                var writer = new MessagePackWriter(_filling);
                content.Write(ref writer);
                writer.Flush();
            }
            catch
            {
                _filling.Rollback(mark);
                throw;
            }

            _filling.EndFrame(mark, _options.MaxFrameLength);
            send = TakeSendTurn();
        }

        if (send)
        {
            SendAll();
        }
    }

    /// <summary>Appends frames that were encoded before.</summary>
    /// <returns>False when the outbox is full or closed.</returns>
    public bool TryAppendEncoded(ReadOnlySpan<byte> frames)
    {
        bool send;
        lock (_gate)
        {
            if (_closed is not null || _filling.Length > _options.OutboxLimit)
            {
                return false;
            }

            _filling.Append(frames);
            send = TakeSendTurn();
        }

        if (send)
        {
            SendAll();
        }

        return true;
    }

    /// <summary>Sends a chunk after all calls that wait now; <see cref="OutgoingChunk.OnSent"/> says when its memory is free again.</summary>
    /// <exception cref="IOException">The outbox is closed.</exception>
    public void Append(OutgoingChunk chunk)
    {
        bool send;
        lock (_gate)
        {
            ThrowIfClosed();
            _chunks.Enqueue(chunk);
            send = TakeSendTurn();
        }

        if (send)
        {
            SendAll();
        }
    }

    /// <summary>The calling thread's frames wait until <see cref="Uncork"/>.</summary>
    public void Cork() => Volatile.Write(ref _corkThread, Environment.CurrentManagedThreadId);

    /// <summary>Sends what waited.</summary>
    public void Uncork()
    {
        Volatile.Write(ref _corkThread, 0);
        bool send;
        lock (_gate)
        {
            send = _closed is null && (_filling.Length > 0 || _chunks.Count > 0) && TakeSendTurn();
        }

        if (send)
        {
            SendAll();
        }
    }

    /// <summary>Completes when the outbox is no longer full, or closed.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_closed is not null || _filling.Length <= _options.OutboxLimit)
            {
                return Task.CompletedTask;
            }

            _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Refuses everything from now on and frees those who wait.</summary>
    public void Close(Exception reason)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (_closed is not null)
            {
                return;
            }

            _closed = reason;
            room = _room;
            _room = null;
        }

        // Nobody appends any more.
        DropChunks();

        room?.TrySetResult();
    }

    /// <summary>Gives the memory back. Only after the transport was aborted and no send is in progress any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed ??= new ObjectDisposedException(nameof(Outbox));
            _disposed = true;
            ReleaseWhenIdle();
        }
    }

    /// <summary>The memory of a send in progress is the transport's until that send has ended.</summary>
    private void ReleaseWhenIdle()
    {
        if (_disposed && !_sendInProgress)
        {
            _filling.Dispose();
            _sending.Dispose();
        }
    }

    private void DropChunks()
    {
        while (true)
        {
            OutgoingChunk? chunk;
            lock (_gate)
            {
                if (!_chunks.TryDequeue(out chunk))
                {
                    return;
                }
            }

            chunk.OnDropped();
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed is not null)
        {
            throw new IOException("The connection is closed.", _closed);
        }
    }

    private bool TakeSendTurn()
    {
        if (_sendInProgress || Volatile.Read(ref _corkThread) == Environment.CurrentManagedThreadId)
        {
            return false;
        }

        return _sendInProgress = true;
    }

    private void SendAll()
    {
        while (TryTake(out ReadOnlyMemory<byte> data, out OutgoingChunk? chunk))
        {
            ValueTask sending;
            try
            {
                sending = _transport.SendAsync(data);
            }
            catch (Exception e)
            {
                // Whatever it is: half a frame may have left, so nothing more can.
                Fail(e, chunk);
                return;
            }

            if (!sending.IsCompletedSuccessfully)
            {
                FinishSendLater(sending, chunk);
                return;
            }

            sending.GetAwaiter().GetResult();
            chunk?.OnSent();
        }
    }

    /// <summary>Waits for a send without a task of its own: streams come here often, and steady streams must not allocate.</summary>
    private void FinishSendLater(ValueTask sending, OutgoingChunk? chunk)
    {
        _pendingChunk = chunk;
        _pendingSend = sending.ConfigureAwait(false).GetAwaiter();
        Interlocked.Exchange(ref _sendStartedAt, _time.GetTimestamp());
        _pendingSend.UnsafeOnCompleted(_onSendFinished);
    }

    private void OnSendFinished()
    {
        OutgoingChunk? chunk = _pendingChunk;
        _pendingChunk = null;
        Interlocked.Exchange(ref _sendStartedAt, NotSending);
        try
        {
            _pendingSend.GetResult();
        }
        catch (Exception e)
        {
            Fail(e, chunk);
            return;
        }

        chunk?.OnSent();
        SendAll();
    }

    private bool TryTake(out ReadOnlyMemory<byte> data, out OutgoingChunk? chunk)
    {
        TaskCompletionSource? room = null;
        bool taken;
        lock (_gate)
        {
            chunk = null;
            data = default;
            if (_closed is not null)
            {
                _sendInProgress = false;
                ReleaseWhenIdle();
                return false;
            }

            if (_filling.Length > 0)
            {
                (_filling, _sending) = (_sending, _filling);
                _filling.Reset();
                data = _sending.Written;
                room = _room;
                _room = null;
                taken = true;
            }
            else if (_chunks.TryDequeue(out chunk))
            {
                data = chunk.Frame;
                taken = true;
            }
            else
            {
                taken = _sendInProgress = false;
            }
        }

        room?.TrySetResult();
        return taken;
    }

    private void Fail(Exception exception, OutgoingChunk? chunk)
    {
        Close(exception);
        lock (_gate)
        {
            _sendInProgress = false;
            ReleaseWhenIdle();
        }

        chunk?.OnDropped();
        _onFailure(exception);
    }
}
