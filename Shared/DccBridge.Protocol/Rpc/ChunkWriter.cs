using System.Buffers;
using System.Threading.Tasks.Sources;
using DccBridge.Protocol.Framing;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary>
/// Sends the chunks of one upload. The bytes are produced straight into the frame's memory: ask for <see cref="GetMemory"/>, fill it,
/// <see cref="AdvanceAsync"/>. One producer at a time.
/// </summary>
public sealed class ChunkWriter
{
    /// <summary>Frame header, array header, kind, id (up to 5 bytes), bin header (up to 5 bytes).</summary>
    private const int HeaderRoom = FrameHeader.Length + 1 + 1 + 5 + 5;

    private readonly Pipeline _pipeline;
    private readonly CancellationTokenSource _ended = new();

    internal ChunkWriter(RpcConnection connection, uint id) => _pipeline = new Pipeline(connection, id);

    /// <summary>Memory for the next chunk: <see cref="ChunkLimits.MaxChunkBytes"/> bytes. Valid until <see cref="AdvanceAsync"/>.</summary>
    public Memory<byte> GetMemory() => _pipeline.Payload;

    /// <summary>Sends the first <paramref name="count"/> bytes of <see cref="GetMemory"/> as one chunk. Completes when the memory may be used again.</summary>
    /// <exception cref="Errors.RpcException">The peer ended the call, or the connection is lost.</exception>
    public ValueTask AdvanceAsync(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ChunkLimits.MaxChunkBytes);
        return _pipeline.SendAsync(count);
    }

    /// <summary>Sends bytes of any length as chunks, by copying them.</summary>
    /// <exception cref="Errors.RpcException">The peer ended the call, or the connection is lost.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data)
    {
        while (!data.IsEmpty)
        {
            int count = Math.Min(data.Length, ChunkLimits.MaxChunkBytes);
            data[..count].CopyTo(GetMemory());
            await AdvanceAsync(count).ConfigureAwait(false);
            data = data[count..];
        }
    }

    internal void AddCredit(int chunks) => _pipeline.AddCredit(chunks);

    /// <summary>Fires when the call has ended, for whatever reason: nobody takes the rest of the stream.</summary>
    internal CancellationToken Ended => _ended.Token;

    internal void Fail(Exception exception)
    {
        _pipeline.Fail(exception);

        // What the producer does then must not run on the receive loop or on the timer of the deadlines.
        _ = _ended.CancelAsync();
    }

    /// <summary>True for the failure that this writer itself throws, because the call or the connection ended.</summary>
    internal bool IsOwnFailure(Exception exception) => _pipeline.Failure == exception;

    internal void Release() => _pipeline.Release();

    /// <summary>The chunk being sent, its credit, and the one thing that the producer waits for: that its memory is free again.</summary>
    /// <param name="connection">Sends the chunks.</param>
    /// <param name="id">The request that they belong to.</param>
    /// <remarks>No async method: a steady stream must not allocate, whatever it has to wait for.</remarks>
    private sealed class Pipeline(RpcConnection connection, uint id) : OutgoingChunk, IValueTaskSource
    {
        private readonly object _gate = new();
        private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(HeaderRoom + ChunkLimits.MaxChunkBytes);
        private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = !connection.InlineContinuations };
        private int _credit = ChunkLimits.InitialCredit;
        private int _waitingForCredit;
        private bool _waitingForSent;
        private bool _inFlight;
        private bool _released;
        private Exception? _failure;

        public Exception? Failure
        {
            get
            {
                lock (_gate)
                {
                    return _failure;
                }
            }
        }

        public Memory<byte> Payload => (_buffer ?? throw new ObjectDisposedException(nameof(ChunkWriter))).AsMemory(HeaderRoom, ChunkLimits.MaxChunkBytes);

        public ValueTask SendAsync(int count)
        {
            lock (_gate)
            {
                if (_failure is not null)
                {
                    return ValueTask.FromException(_failure);
                }

                if (_credit == 0)
                {
                    _wait.Reset();
                    _waitingForCredit = count;
                    return new(this, _wait.Version);
                }

                _credit--;
                Encode(count);
            }

            Send();
            lock (_gate)
            {
                if (_failure is not null)
                {
                    return ValueTask.FromException(_failure);
                }

                if (!_inFlight)
                {
                    return default;
                }

                _wait.Reset();
                _waitingForSent = true;
                return new(this, _wait.Version);
            }
        }

        public override void OnSent()
        {
            bool wake;
            lock (_gate)
            {
                _inFlight = false;
                wake = _waitingForSent;
                _waitingForSent = false;
                ReturnBufferIfDone();
            }

            if (wake)
            {
                _wait.SetResult(true);
            }
        }

        public override void OnDropped()
        {
            // Who drops a chunk ends the call too, and that wakes the producer.
            lock (_gate)
            {
                _inFlight = false;
                ReturnBufferIfDone();
            }
        }

        public void AddCredit(int chunks)
        {
            lock (_gate)
            {
                _credit = Math.Min(_credit + chunks, ChunkLimits.MaxCredit);
                if (_waitingForCredit == 0 || _credit == 0)
                {
                    return;
                }

                // The producer goes on waiting, now for the chunk to be sent.
                Encode(_waitingForCredit);
                _waitingForCredit = 0;
                _waitingForSent = true;
                _credit--;
            }

            Send();
        }

        public void Fail(Exception exception)
        {
            bool wake;
            lock (_gate)
            {
                _failure ??= exception;
                wake = _waitingForCredit > 0 || _waitingForSent;
                _waitingForCredit = 0;
                _waitingForSent = false;
            }

            if (wake)
            {
                _wait.SetException(exception);
            }
        }

        /// <summary>The producer is done; the memory goes back when the transport is done with it too.</summary>
        public void Release()
        {
            lock (_gate)
            {
                _released = true;
                ReturnBufferIfDone();
            }
        }

        void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

        void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _wait.OnCompleted(continuation, state, token, flags);

        private void Send()
        {
            try
            {
                connection.SendChunk(this);
            }
            catch (Errors.ConnectionLostException e)
            {
                OnDropped();
                Fail(e);
            }
        }

        /// <summary>Writes the head before the payload. The lock is held.</summary>
        private void Encode(int count)
        {
            Span<byte> head = stackalloc byte[HeaderRoom];
            int length = FrameHeader.Length;
            head[length++] = 0x93;
            head[length++] = (byte)MessageKind.Chunk;
            head[length++] = MessagePackCode.UInt32;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head[length..], id);
            length += 4;
            head[length++] = MessagePackCode.Bin32;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head[length..], (uint)count);
            length += 4;
            FrameHeader.Write(head, length - FrameHeader.Length + count);

            int start = HeaderRoom - length;
            head[..length].CopyTo(_buffer.AsSpan(start));
            Frame = _buffer.AsMemory(start, length + count);
            _inFlight = true;
        }

        private void ReturnBufferIfDone()
        {
            if (_released && !_inFlight && _buffer is { } buffer)
            {
                _buffer = null;
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
