using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>
/// Reads a list of numbers from its first to its last through a window of 64 KiB, inflating it on the way. Whoever reads one
/// tells <see cref="FbxReader.Visit"/> of it: several lists may be read along one, and count once.
/// </summary>
internal sealed class FbxArrayReader : IDisposable
{
    private const int WindowBytes = 64 * 1024;

    private readonly ByteSource _source;
    private readonly FbxArray _array;
    private readonly char _type;
    private readonly byte[] _window;
    private readonly ZLibStream? _inflated;
    private long _readBytes;
    private int _filled;
    private int _used;

    /// <param name="reader">The file.</param>
    /// <param name="array">The list.</param>
    public FbxArrayReader(FbxReader reader, FbxArray array)
    {
        _source = reader.Source;
        _array = array;
        _type = array.Type;
        _window = new byte[(int)Math.Min(WindowBytes, Math.Max(array.PlainBytes, 8))];
        _inflated = array.IsDeflated ? new ZLibStream(new StoredBytes(_source, array), CompressionMode.Decompress) : null;
    }

    /// <summary>How many numbers were read.</summary>
    public long Position => (_readBytes - _filled + _used) / FbxArray.SizeOf(_type);

    /// <summary>How many numbers the list has.</summary>
    public long Count => _array.Count;

    /// <summary>The next number of a list of whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextInteger()
    {
        if (_used == _filled)
        {
            Fill();
        }

        if (_type == 'i')
        {
            var value = BinaryPrimitives.ReadInt32LittleEndian(_window.AsSpan(_used));
            _used += 4;
            return value;
        }

        return (int)Math.Clamp(NextLong(), int.MinValue, int.MaxValue);
    }

    /// <summary>The next number of a list of whole numbers.</summary>
    public long NextLong()
    {
        if (_used == _filled)
        {
            Fill();
        }

        var bytes = _window.AsSpan(_used);
        switch (_type)
        {
            case 'i':
                _used += 4;
                return BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case 'l':
                _used += 8;
                return BinaryPrimitives.ReadInt64LittleEndian(bytes);
            default:
                _used++;
                return bytes[0];
        }
    }

    /// <summary>The next number of a list of floating numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextNumber()
    {
        if (_used == _filled)
        {
            Fill();
        }

        var bytes = _window.AsSpan(_used);
        if (_type == 'd')
        {
            _used += 8;
            return BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        }

        _used += 4;
        return BinaryPrimitives.ReadSingleLittleEndian(bytes);
    }

    /// <summary>An error at the list.</summary>
    public AssetFileException Error(string message) => _source.Error(_array.Start, message);

    /// <inheritdoc/>
    public void Dispose() => _inflated?.Dispose();

    private void Fill()
    {
        var wanted = (int)Math.Min(_window.Length, _array.PlainBytes - _readBytes);
        if (wanted == 0)
        {
            throw new InvalidOperationException("A list of numbers was read beyond its end.");
        }

        if (_inflated is null)
        {
            _source.Read(_array.Start + _readBytes, _window.AsSpan(0, wanted), "a list of numbers");
        }
        else
        {
            Inflate(wanted);
        }

        _readBytes += wanted;
        _filled = wanted;
        _used = 0;
    }

    private void Inflate(int wanted)
    {
        try
        {
            if (_inflated!.ReadAtLeast(_window.AsSpan(0, wanted), wanted, throwOnEndOfStream: false) < wanted)
            {
                throw Error($"a deflated list of {_array.Count} numbers ends too early; it was cut off or damaged, export it again");
            }

            // At the end the stream compares its checksum.
            if (_readBytes + wanted == _array.PlainBytes && _inflated.ReadByte() >= 0)
            {
                throw Error($"a deflated list goes on after its {_array.Count} numbers; it was damaged, export it again");
            }
        }
        catch (InvalidDataException error)
        {
            throw _source.Error(_array.Start, $"a deflated list of {_array.Count} numbers is damaged; export it again", error);
        }
    }

    /// <summary>The stored bytes of a list as a stream.</summary>
    private sealed class StoredBytes(ByteSource source, FbxArray array) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, array.StoredBytes - _position);
            source.Read(array.Start + _position, buffer[..count], "a list of numbers");
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
