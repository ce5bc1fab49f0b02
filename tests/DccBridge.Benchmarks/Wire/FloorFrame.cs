using System.Buffers;
using System.Buffers.Binary;

namespace DccBridge.Benchmarks.Wire;

/// <summary>The floor's frame: the same u32 length, then one byte that says what, then the payload.</summary>
internal static class FloorFrame
{
    public const byte Echo = 0;
    public const byte Chunk = 1;
    public const byte HashedChunk = 2;
    public const byte UploadEnd = 3;
    public const byte Subscribe = 4;
    public const byte Publish = 5;
    public const byte Event = 6;

    /// <summary>Of the pipes, in bytes: room for two whole chunks, so that a chunk is copied once and sent and read in one piece.</summary>
    public const int BufferSize = 2 * ((64 * 1024) + 5);

    /// <summary>Payload that makes the floor's echo as long on the wire as DccBridge's.</summary>
    public const int EchoLength = 78;

    /// <summary>As long as DccBridge's event.</summary>
    public const int EventLength = 48;

    public static void Write(IBufferWriter<byte> writer, byte kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = writer.GetSpan(5);
        BinaryPrimitives.WriteInt32LittleEndian(head, payload.Length + 1);
        head[4] = kind;
        writer.Advance(5);
        writer.Write(payload);
    }

    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out byte kind, out ReadOnlySequence<byte> payload)
    {
        kind = 0;
        payload = default;
        if (buffer.Length < 5)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[5];
        buffer.Slice(0, 5).CopyTo(head);
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (buffer.Length < 4 + length)
        {
            return false;
        }

        kind = head[4];
        payload = buffer.Slice(5, length - 1);
        buffer = buffer.Slice(4 + length);
        return true;
    }
}
