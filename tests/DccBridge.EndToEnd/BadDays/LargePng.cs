using System.Buffers.Binary;
using System.IO.Compression;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>Valid PNG files of any size: noise, stored without compression.</summary>
internal static class LargePng
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static i =>
    {
        var value = (uint)i;
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    })];

    /// <summary>Writes an RGB image of 8 bits; about 3 * width * height bytes.</summary>
    public static void Write(string file, int width, int height, int seed)
    {
        using FileStream stream = File.Create(file);
        stream.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(stream, "IHDR"u8, header);
        using (var pixels = new Pixels(stream))
        {
            using var zlib = new ZLibStream(pixels, CompressionLevel.NoCompression);
            var random = new Random(seed);
            var row = new byte[1 + (width * 3)];
            for (int y = 0; y < height; y++)
            {
                random.NextBytes(row);
                row[0] = 0;
                zlib.Write(row);
            }
        }

        Chunk(stream, "IEND"u8, []);
    }

    /// <summary>Writes one chunk with its length and sum.</summary>
    public static void Chunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Sum(Sum(uint.MaxValue, type), data));
        stream.Write(number);
    }

    private static uint Sum(uint sum, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            sum = Table[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return sum;
    }

    /// <summary>Parts what is written into IDAT chunks.</summary>
    private sealed class Pixels(Stream target) : Stream
    {
        private readonly MemoryStream _part = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _part.Write(buffer);
            if (_part.Length >= 1 << 20)
            {
                WritePart();
            }
        }

        public override void Flush()
        {
            // A chunk ends when it is full or the image ends.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && _part.Length > 0)
            {
                WritePart();
            }

            base.Dispose(disposing);
        }

        private void WritePart()
        {
            Chunk(target, "IDAT"u8, _part.GetBuffer().AsSpan(0, (int)_part.Length));
            _part.SetLength(0);
        }
    }
}
