using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace DccBridge.Dcc.Rpyc;

/// <summary>
/// Reads frames: length (four bytes, big endian), a flag (1 when the data is zlib), the data, and a line feed that the length does not count
/// (rpyc core/channel.py). The sender alone decides whether it compresses.
/// </summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="maxBytes">Longest data, also after inflating.</param>
internal sealed class RpycFrameReader(Stream stream, int maxBytes)
{
    private const int HeadBytes = 5;

    // Between frames no more than this is kept, however long one was.
    private const int KeptBytes = 64 * 1024;

    private byte[] _buffer = new byte[KeptBytes];
    private int _start;
    private int _end;

    /// <summary>The data of the next frame, good until the next call; null when the stream has ended between two frames.</summary>
    /// <exception cref="InvalidDataException">It is no frame, or too long.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a frame.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            if (_buffer.Length > KeptBytes)
            {
                _buffer = new byte[KeptBytes];
            }
        }

        if (!await FillAsync(HeadBytes, mayEnd: true, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start));
        var flag = _buffer[_start + 4];
        if (length > maxBytes)
        {
            throw new InvalidDataException($"A frame claims {length} bytes and {maxBytes} are allowed.");
        }

        if (flag > 1)
        {
            throw new InvalidDataException($"A frame's flag must be 0 or 1 and is {flag}.");
        }

        _start += HeadBytes;
        await FillAsync((int)length + 1, mayEnd: false, cancellationToken).ConfigureAwait(false);
        var data = _buffer.AsMemory(_start, (int)length);
        _start += (int)length + 1;
        return flag == 1 ? Inflate(data) : data;
    }

    /// <summary>Sees that so many bytes lie in the buffer from the start on.</summary>
    private async ValueTask<bool> FillAsync(int count, bool mayEnd, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        if (_start + count > _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < count)
        {
            if (_end == _buffer.Length)
            {
                // It grows with what arrives, so that a length that is only claimed takes no memory.
                Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, (long)_start + count));
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return mayEnd && _end == _start ? false : throw new EndOfStreamException("The stream ended inside a frame.");
            }

            _end += read;
        }

        return true;
    }

    private ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> data)
    {
        using var source = new MemoryStream(data.ToArray(), writable: false);
        using var inflating = new ZLibStream(source, CompressionMode.Decompress);
        var plain = new ArrayBufferWriter<byte>(Math.Min(maxBytes, 4 * data.Length + 64));
        int read;
        while ((read = inflating.Read(plain.GetSpan(16 * 1024))) > 0)
        {
            plain.Advance(read);
            if (plain.WrittenCount > maxBytes)
            {
                throw new InvalidDataException($"A frame is longer than {maxBytes} bytes after inflating.");
            }
        }

        return plain.WrittenMemory;
    }
}
