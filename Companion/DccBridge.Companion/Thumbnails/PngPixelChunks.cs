using System.Buffers.Binary;

namespace DccBridge.Companion.Thumbnails;

/// <summary>The content of consecutive IDAT chunks as one stream. Checksums were looked at when the file was judged.</summary>
/// <param name="file">Stands at the content of the first one.</param>
/// <param name="first">Length of that in bytes.</param>
internal sealed class PngPixelChunks(Stream file, uint first) : Stream
{
    private long _left = first;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Span<byte> between = stackalloc byte[12];
        while (_left == 0)
        {
            file.ReadExactly(between);
            if (!between[8..].SequenceEqual("IDAT"u8))
            {
                return 0;
            }

            _left = BinaryPrimitives.ReadUInt32BigEndian(between[4..]);
        }

        var read = file.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
