using System.Buffers;
using System.Buffers.Binary;
using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>Builds frames, several in a row where they belong together; never compressed, which each receiver takes (rpyc core/channel.py).</summary>
internal sealed class RpycFrameWriter
{
    private readonly ArrayBufferWriter<byte> _output = new(256);

    /// <summary>All frames so far.</summary>
    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    /// <summary>Forgets the frames.</summary>
    public void Clear() => _output.ResetWrittenCount();

    /// <summary>Adds a frame of kind, number and what <paramref name="writeContent"/> writes.</summary>
    /// <exception cref="BrineException">The content cannot be written, or is too long; the frame is not added.</exception>
    public void Add<T>(int maxBytes, RpycMessage message, long sequence, T state, WriteContent<T> writeContent)
    {
        var data = new ArrayBufferWriter<byte>(128);
        var brine = new BrineWriter(data);
        brine.TupleHead(3);
        brine.Write((long)message);
        brine.Write(sequence);
        writeContent(brine, state);
        if (data.WrittenCount > maxBytes)
        {
            throw new BrineException($"The message has {data.WrittenCount} bytes and {maxBytes} are allowed; send it in pieces.");
        }

        var head = _output.GetSpan(5);
        BinaryPrimitives.WriteInt32BigEndian(head, data.WrittenCount);
        head[4] = 0;
        _output.Advance(5);
        _output.Write(data.WrittenSpan);
        _output.Write("\n"u8);
    }

    internal delegate void WriteContent<T>(BrineWriter brine, T state);
}
