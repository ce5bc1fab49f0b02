using System.Buffers;

namespace DccBridge.Protocol.Rpc;

/// <summary>The bytes of one received chunk, in pooled memory.</summary>
public sealed class ChunkLease : IDisposable
{
    private readonly UploadContext _upload;
    private byte[]? _buffer;
    private readonly int _length;

    internal ChunkLease(UploadContext upload, byte[] buffer, int length)
    {
        _upload = upload;
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The bytes; not to be used after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Memory => (_buffer ?? throw new ObjectDisposedException(nameof(ChunkLease))).AsMemory(0, _length);

    /// <summary>Gives the memory back and lets the sender send another chunk.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _upload.Grant(1);
        }
    }
}
