using System.Buffers;
using System.IO.Compression;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Png;

/// <summary>
/// Checks the image data of a PNG without keeping a pixel: consecutive IDAT chunks hold one zlib stream that inflates to
/// exactly the rows of the image, each beginning with a filter type of 0 to 4 (PNG specification, 9 and 10).
/// </summary>
internal static class PngImageData
{
    // Deflate cannot do better: 258 bytes from two bits (RFC 1951), so a file this much too short need not be inflated.
    private const long BestCompression = 1032;

    private const int BufferBytes = 64 * 1024;

    /// <summary>Checks that the bytes from the present chunk on can hold the image.</summary>
    public static void CheckSize(ByteSource source, PngChunkReader chunks, PngHeader header, AssetFileLimits limits)
    {
        var expected = header.InflatedBytes();
        if (expected > limits.MaxPixelBytes)
        {
            throw source.Error(chunks.Start, $"the image has {expected} bytes of pixels and the limit is {limits.MaxPixelBytes}; scale it down and export it again");
        }

        if (expected / BestCompression > source.Length - chunks.DataStart)
        {
            throw source.Error(chunks.Start, $"the {source.Length - chunks.DataStart} bytes that follow cannot hold {header.Width} x {header.Height} px; the size is wrong or the file was cut off, export it again");
        }
    }

    /// <summary>Reads all IDAT chunks from the present one on; afterwards the reader stands on the chunk that follows them.</summary>
    /// <returns>What the alpha holds; unknown without <paramref name="alpha"/>.</returns>
    public static AlphaUse Check(ByteSource source, PngChunkReader chunks, PngHeader header, PngAlpha? alpha)
    {
        var start = chunks.DataStart;
        var data = new ImageDataStream(chunks);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using (var inflated = new ZLibStream(data, CompressionMode.Decompress, leaveOpen: true))
        {
            try
            {
                CheckRows(source, header, data, inflated, alpha, buffer);
            }
            catch (InvalidDataException damage)
            {
                throw source.Error(data.LastRead, $"the compressed image data that starts at byte {start} is damaged or cut off near here; export it again", damage);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        data.Finish();
        return alpha?.Use ?? AlphaUse.Unknown;
    }

    /// <summary>As <see cref="Check"/> without inflating: every checksum is compared, and the compressed stream begins as one.</summary>
    public static void Pass(ByteSource source, PngChunkReader chunks)
    {
        var start = chunks.DataStart;
        var data = new ImageDataStream(chunks);
        Span<byte> head = stackalloc byte[2];
        var isCut = data.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length;

        // Deflate with a window of up to 32 KiB and no dictionary, and a check of these bits (RFC 1950, 2.2).
        if (isCut || (head[0] & 0x0F) != 8 || head[0] >> 4 > 7 || (head[1] & 0x20) != 0 || ((head[0] << 8) | head[1]) % 31 != 0)
        {
            throw source.Error(data.LastRead, $"the compressed image data that starts at byte {start} is damaged or cut off near here; export it again");
        }

        data.Finish();
    }

    private static void CheckRows(ByteSource source, PngHeader header, ImageDataStream data, ZLibStream inflated, PngAlpha? alpha, byte[] buffer)
    {
        var filled = 0;
        var used = 0;
        foreach (var (width, height) in header.Passes())
        {
            var rowBytes = header.RowBytes(width);
            alpha?.StartPass(width);
            for (var row = 0; row < height; row++)
            {
                for (var left = rowBytes; left > 0;)
                {
                    if (used == filled)
                    {
                        filled = inflated.Read(buffer, 0, buffer.Length);
                        used = 0;
                        if (filled == 0)
                        {
                            throw source.Error(data.End, $"the image data ends in row {row} of {height}; it was cut off, export it again");
                        }
                    }

                    if (left == rowBytes && buffer[used] > 4)
                    {
                        throw source.Error(data.LastRead, $"row {row} of {height} has the filter type {buffer[used]} and only 0 to 4 exist; export it again");
                    }

                    var taken = (int)Math.Min(left, filled - used);
                    alpha?.Take(buffer.AsSpan(used, taken));
                    used += taken;
                    left -= taken;
                }
            }
        }

        if (used < filled || inflated.ReadByte() >= 0)
        {
            throw source.Error(data.LastRead, $"the image data goes on after the last row of {header.Width} x {header.Height} px; the size in the header is wrong, export it again");
        }
    }

    /// <summary>The data of consecutive IDAT chunks as one stream.</summary>
    private sealed class ImageDataStream(PngChunkReader chunks) : Stream
    {
        private bool _finished;

        /// <summary>Offset in the file of the piece that was read last.</summary>
        public long LastRead { get; private set; } = chunks.DataStart;

        /// <summary>Offset in the file after the last byte that was read.</summary>
        public long End { get; private set; } = chunks.DataStart;

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
            if (buffer.Length == 0)
            {
                return 0;
            }

            while (!_finished)
            {
                LastRead = chunks.Position;
                var count = chunks.Read(buffer);
                if (count > 0)
                {
                    End = LastRead + count;
                    return count;
                }

                chunks.Next();
                _finished = chunks.Type != "IDAT";
            }

            return 0;
        }

        /// <summary>Reads away what the zlib stream did not need, so that the checksums are compared.</summary>
        public void Finish()
        {
            Span<byte> rest = stackalloc byte[16 * 1024];
            while (Read(rest) > 0)
            {
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
