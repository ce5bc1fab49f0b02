using System.Buffers;
using System.Threading.Channels;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Protocol.Rpc;

/// <summary>A request with a chunk stream. Its handler takes the chunks either one by one, or through a sink on the receive loop.</summary>
public sealed class UploadContext : RequestContext
{
    private readonly object _gate = new();
    // Not SingleReader: the end of the connection takes out what the handler has not read, while the handler may be reading.
    private readonly Channel<ChunkLease> _chunks = Channel.CreateUnbounded<ChunkLease>();
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChunkSink? _sink;
    private int _credit = ChunkLimits.InitialCredit;
    // The receive loop's alone.
    private int _creditOwed;
    private bool _windowIsOpen;
    private bool _ended;

    internal UploadContext(RpcConnection connection)
        : base(connection)
    {
    }

    /// <summary>Bytes received so far.</summary>
    public long ReceivedBytes { get; private set; }

    /// <summary>Completes after the last chunk; fails with <see cref="OperationCanceledException"/> when the request is no longer wanted.</summary>
    public Task Completed => _completed.Task;

    /// <summary>Sends all chunks to <paramref name="sink"/>. To be called before the handler's first await.</summary>
    public void SetSink(IChunkSink sink) => _sink = sink;

    /// <summary>The next chunk; null after the last one. Dispose the lease when its bytes were used: that lets the sender send another chunk.</summary>
    /// <exception cref="OperationCanceledException">The request is no longer wanted.</exception>
    public async ValueTask<ChunkLease?> ReadChunkAsync()
    {
        while (await _chunks.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_chunks.Reader.TryRead(out ChunkLease? lease))
            {
                return lease;
            }
        }

        return null;
    }

    internal override void Cancel(RequestCancelReason reason)
    {
        base.Cancel(reason);
        var cause = new OperationCanceledException($"The upload ended early: {reason}.");
        _chunks.Writer.TryComplete(cause);
        _completed.TrySetException(cause);

        // Nobody is obliged to wait for it.
        _ = _completed.Task.Exception;
    }

    /// <summary>Takes one chunk from the receive loop.</summary>
    /// <exception cref="ProtocolViolationException">The sender had no credit, or sent after the end.</exception>
    internal void OnChunk(ReadOnlySpan<byte> chunk)
    {
        lock (_gate)
        {
            if (_ended || chunk.Length > ChunkLimits.MaxChunkBytes || --_credit < 0)
            {
                throw new ProtocolViolationException(_ended
                    ? "A chunk came after the end of its stream."
                    : chunk.Length > ChunkLimits.MaxChunkBytes
                        ? $"A chunk of {chunk.Length} bytes came; {ChunkLimits.MaxChunkBytes} are allowed."
                        : "A chunk came without credit. Wait for credit before sending.");
            }
        }

        ReceivedBytes += chunk.Length;
        if (_sink is { } sink)
        {
            sink.OnChunk(chunk);
            _creditOwed++;
            return;
        }

        byte[] copy = ArrayPool<byte>.Shared.Rent(chunk.Length);
        chunk.CopyTo(copy);
        if (!_chunks.Writer.TryWrite(new ChunkLease(this, copy, chunk.Length)))
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    internal void OnEnd()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _chunks.Writer.TryComplete();
        _completed.TrySetResult();
    }

    /// <summary>Grants what the sink has used, when it is enough to be worth a message. Called by the receive loop after each receive.</summary>
    internal void GrantOwedCredit()
    {
        if (_creditOwed == 0 || (_windowIsOpen && _creditOwed < ChunkLimits.SinkWindow / 4))
        {
            // Each grant wakes the sender; it has credit for three quarters of the window left.
            return;
        }

        int owed = _creditOwed;
        _creditOwed = 0;
        if (!_windowIsOpen)
        {
            // It takes chunks as they come and keeps none, so more of them on the way cost no memory here.
            _windowIsOpen = true;
            owed += ChunkLimits.SinkWindow - ChunkLimits.InitialCredit;
        }

        Grant(owed);
    }

    internal void Grant(int chunks)
    {
        lock (_gate)
        {
            _credit += chunks;
            if (_ended)
            {
                return;
            }
        }

        Connection.SendCredit(RequestId, chunks);
    }

    /// <summary>Gives back the memory of chunks that the handler never read.</summary>
    internal void DiscardUnread()
    {
        _chunks.Writer.TryComplete();
        while (_chunks.Reader.TryRead(out ChunkLease? lease))
        {
            lease.Dispose();
        }
    }
}
