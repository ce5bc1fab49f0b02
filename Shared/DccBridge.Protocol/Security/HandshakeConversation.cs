using System.Buffers;
using System.Net.Sockets;
using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Security.Messages;
using DccBridge.Protocol.Serialization;
using DccBridge.Protocol.Transport;
using MessagePack;

namespace DccBridge.Protocol.Security;

/// <summary>
/// Everything said so far, both ways, in one buffer: what goes out is written into it and sent from it, what comes in is
/// received into it. The sides take turns, so its order is the same on both. It is what the proofs are made over.
/// </summary>
internal sealed class HandshakeConversation(ITransport transport) : IBufferWriter<byte>
{
    private const int MagicBytes = 4;
    private const int TypicalBytes = 1024;

    /// <summary>A peer that takes its turn sends no more than this at once; one byte above, so that too much is seen.</summary>
    private const int Reach = Preface.Length + FrameHeader.Length + HandshakeRules.MaxFrameBytes + 1;

    private byte[] _bytes = new byte[TypicalBytes];
    private int _end;
    private int _done;
    private int _sent;
    private int _lastBody;

    public ReadOnlySpan<byte> Transcript => _bytes.AsSpan(0, _done);

    /// <summary>The body of the last frame that was read or written.</summary>
    public Span<byte> LastBody => _bytes.AsSpan(_lastBody, _done - _lastBody);

    /// <summary>True when our own preface is in the conversation.</summary>
    public bool PrefaceWritten { get; private set; }

    public void WritePreface()
    {
        this.Write(Preface.Bytes);
        _done = _end;
        PrefaceWritten = true;
    }

    public void WriteFrame<T>(in T message)
        where T : IMessage<T>
    {
        var start = _end;
        GetSpan(FrameHeader.Length);
        Advance(FrameHeader.Length);
        var writer = new MessagePackWriter(this);
        T.Write(ref writer, message);
        writer.Flush();
        _lastBody = start + FrameHeader.Length;
        FrameHeader.Write(_bytes.AsSpan(start), _end - _lastBody);
        _done = _end;
    }

    /// <summary>Sends what was written since the last turn, in one piece.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(_bytes.AsMemory(_sent, _end - _sent), cancellationToken).ConfigureAwait(false);
            _sent = _end;
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw new HandshakeException(HandshakeFailure.Disconnected, $"The connection broke during the handshake ({transport.Description}). Connect again.", e);
        }
    }

    /// <summary>Takes bytes that a listener has read already.</summary>
    public void Prepend(ReadOnlySpan<byte> alreadyRead)
    {
        if (alreadyRead.Length > Reach)
        {
            throw Malformed("more bytes came at once than a handshake has");
        }

        this.Write(alreadyRead);
    }

    /// <summary>Reads the peer's preface and whatever came with it.</summary>
    /// <returns>The major version.</returns>
    public async ValueTask<byte> ReadPrefaceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var have = _end - _done;
            var seen = Math.Min(have, MagicBytes);
            if (!_bytes.AsSpan(_done, seen).SequenceEqual(Preface.Bytes[..seen]))
            {
                var name = ForeignProtocol.Name(_bytes.AsSpan(_done, have));
                throw new HandshakeException(HandshakeFailure.NotDccBridge, $"The other side of {transport.Description} speaks {name}. This port is for DccBridge's own protocol only: check which program uses it.");
            }

            if (have >= Preface.Length)
            {
                break;
            }

            await FillAsync(have + 1, Reach, "the preface", cancellationToken).ConfigureAwait(false);
        }

        var preface = _bytes.AsSpan(_done, Preface.Length);
        if (preface[(MagicBytes + 1)..].IndexOfAnyExcept((byte)0) >= 0)
        {
            throw Malformed("the last three bytes of the preface are not zero");
        }

        _done += Preface.Length;
        return preface[MagicBytes];
    }

    /// <summary>Reads a frame after which the peer must be silent until it is answered: all that has come may be read, and too much is refused.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadFrameAsync(string awaited, CancellationToken cancellationToken)
        => ReadFrameAsync(awaited, Reach, cancellationToken);

    /// <summary>
    /// Reads a frame that other traffic may follow: never a byte more. <paramref name="shortest"/> is what no frame of the awaited kind falls
    /// below, prefix included; so much can be read at once without knowing the length, which mostly saves a system call.
    /// </summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadLastFrameAsync(string awaited, int shortest, CancellationToken cancellationToken)
        => ReadFrameAsync(awaited, shortest, cancellationToken);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_end);
    }

    public void Advance(int count) => _end += count;

    private async ValueTask<ReadOnlyMemory<byte>> ReadFrameAsync(string awaited, int reach, CancellationToken cancellationToken)
    {
        await FillAsync(FrameHeader.Length, reach, awaited, cancellationToken).ConfigureAwait(false);
        var length = FrameHeader.Read(_bytes.AsSpan(_done));
        if (length > HandshakeRules.MaxFrameBytes)
        {
            throw new HandshakeException(HandshakeFailure.TooLarge, $"While waiting for {awaited} a frame claimed {length} bytes; before authentication {HandshakeRules.MaxFrameBytes} are allowed. The other side is faulty or not DccBridge.");
        }

        if (length == 0)
        {
            throw Malformed($"{awaited} is an empty frame");
        }

        var frame = FrameHeader.Length + (int)length;
        await FillAsync(frame, reach == Reach ? reach : frame, awaited, cancellationToken).ConfigureAwait(false);
        if (_end - _done > frame)
        {
            throw Malformed($"bytes follow {awaited} before its turn is over");
        }

        _lastBody = _done + FrameHeader.Length;
        _done = _end;
        _sent = _end;
        return _bytes.AsMemory(_lastBody, (int)length);
    }

    /// <summary>Receives until <paramref name="need"/> bytes wait to be taken, never reading more than <paramref name="reach"/>.</summary>
    private async ValueTask FillAsync(int need, int reach, string awaited, CancellationToken cancellationToken)
    {
        while (_end - _done < need)
        {
            var have = _end - _done;
            Ensure(need - have);
            var room = Math.Min(_bytes.Length - _end, Math.Max(need, reach) - have);
            int received;
            try
            {
                received = await transport.ReceiveAsync(_bytes.AsMemory(_end, room), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsBroken(e))
            {
                throw Closed(awaited, e);
            }

            if (received == 0)
            {
                throw Closed(awaited, null);
            }

            _end += received;
        }
    }

    private void Ensure(int room)
    {
        if (_bytes.Length - _end < room)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + room));
        }
    }

    /// <summary>What transports throw when the peer is gone, or when a listener drops the connection while it waits.</summary>
    private static bool IsBroken(Exception e) => e is IOException or SocketException or ObjectDisposedException;

    private HandshakeException Closed(string awaited, Exception? inner)
        => new(HandshakeFailure.Disconnected, $"The other side closed {transport.Description} before {awaited} was complete. It stopped, or it dropped the connection; connect again.", inner);

    private static HandshakeException Malformed(string what)
        => new(HandshakeFailure.Malformed, $"The handshake is not what the protocol allows: {what}. The other side is faulty or not DccBridge.");
}
