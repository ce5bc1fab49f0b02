using System.IO.Pipelines;

namespace DccBridge.Protocol.Transport;

/// <summary>Two peers in one process, with bounded buffers between them.</summary>
public sealed class MemoryTransport : ITransport
{
    private readonly PipeReader _incoming;
    private readonly PipeWriter _outgoing;
    private int _aborted;

    private MemoryTransport(PipeReader incoming, PipeWriter outgoing, string description)
    {
        _incoming = incoming;
        _outgoing = outgoing;
        Description = description;
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>A connected pair.</summary>
    /// <param name="bufferBytes">How much each direction holds before a sender has to wait.</param>
    public static (ITransport First, ITransport Second) CreatePair(int bufferBytes = 256 * 1024)
    {
        var options = new PipeOptions(pauseWriterThreshold: bufferBytes, resumeWriterThreshold: bufferBytes / 2, useSynchronizationContext: false);
        var forth = new Pipe(options);
        var back = new Pipe(options);
        return (new MemoryTransport(back.Reader, forth.Writer, "memory first"), new MemoryTransport(forth.Reader, back.Writer, "memory second"));
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfAborted();
        ReadResult read = await _incoming.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (read.IsCanceled)
        {
            _incoming.AdvanceTo(read.Buffer.Start);
            throw new IOException("The connection was aborted.");
        }

        int count = (int)Math.Min(read.Buffer.Length, buffer.Length);
        int copied = 0;
        foreach (ReadOnlyMemory<byte> piece in read.Buffer.Slice(0, count))
        {
            piece.CopyTo(buffer[copied..]);
            copied += piece.Length;
        }

        _incoming.AdvanceTo(read.Buffer.GetPosition(count));
        return count;
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ThrowIfAborted();
        FlushResult flushed;
        try
        {
            flushed = await _outgoing.WriteAsync(data, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("The connection was aborted.", e);
        }

        if (flushed.IsCompleted || flushed.IsCanceled)
        {
            throw new IOException("The peer is gone.");
        }
    }

    /// <inheritdoc/>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) == 0)
        {
            _incoming.CancelPendingRead();
            _outgoing.CancelPendingFlush();
            _outgoing.Complete();
        }
    }

    private void ThrowIfAborted()
    {
        if (Volatile.Read(ref _aborted) != 0)
        {
            throw new IOException("The connection was aborted.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Abort();
        return default;
    }
}
