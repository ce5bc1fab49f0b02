using System.Buffers.Binary;
using System.IO.Compression;

namespace DccBridge.Companion.Thumbnails;

/// <summary>The rows of a PNG as 8-bit RGBA, one after the other. Not interlaced ones only.</summary>
internal sealed class PngImage
{
    private const int MaxPaletteBytes = 3 * 256;

    private readonly int _depth;
    private readonly int _color;
    private readonly byte[] _palette;
    private readonly byte[] _paletteAlpha;
    private readonly ZLibStream _pixels;
    private readonly int _step;
    private byte[] _row;
    private byte[] _above;

    private PngImage(int width, int height, int depth, int color, byte[] palette, byte[] paletteAlpha, PngPixelChunks chunks)
    {
        (Width, Height, _depth, _color, _palette, _paletteAlpha) = (width, height, depth, color, palette, paletteAlpha);
        var bits = depth * ChannelsOf(color);
        _step = Math.Max(1, bits / 8);
        _row = new byte[(int)((((long)width * bits) + 7) / 8)];
        _above = new byte[_row.Length];
        _pixels = new ZLibStream(chunks, CompressionMode.Decompress);
    }

    /// <summary>The first eight bytes of each PNG.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Reads up to the pixels; null when it is no PNG, or of a kind that is not read.</summary>
    /// <exception cref="EndOfStreamException">It was cut.</exception>
    public static PngImage? Open(Stream file)
    {
        Span<byte> start = stackalloc byte[33];
        file.ReadExactly(start);
        var header = start[16..];
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var (depth, color, interlace) = (header[8], header[9], header[12]);
        if (!start.StartsWith(Signature) || width is < 1 or > 1 << 20 || height < 1 || interlace != 0 || depth is not (1 or 2 or 4 or 8 or 16) || ChannelsOf(color) == 0 || (depth < 8 && color is not (0 or 3)))
        {
            return null;
        }

        byte[] palette = [];
        byte[] alpha = [];
        Span<byte> head = stackalloc byte[8];
        while (true)
        {
            file.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head[4..].SequenceEqual("IDAT"u8))
            {
                return new PngImage(width, height, depth, color, palette, alpha, new PngPixelChunks(file, length));
            }

            if (head[4..].SequenceEqual("PLTE"u8) && length <= MaxPaletteBytes)
            {
                palette = Take(file, length);
            }
            else if (head[4..].SequenceEqual("tRNS"u8) && color == 3 && length <= 256)
            {
                alpha = Take(file, length);
            }
            else
            {
                Pass(file, length + 4L);
            }
        }
    }

    /// <summary>The next row.</summary>
    /// <param name="rgba">Takes 4 bytes per pixel.</param>
    /// <exception cref="InvalidDataException">The pixels are broken.</exception>
    /// <exception cref="EndOfStreamException">There are no more.</exception>
    public void ReadRow(Span<byte> rgba)
    {
        (_row, _above) = (_above, _row);
        var filter = _pixels.ReadByte();
        _pixels.ReadExactly(_row);
        Unfilter(filter);
        for (var x = 0; x < Width; x++)
        {
            Pixel(x, rgba.Slice(x * 4, 4));
        }
    }

    private void Pixel(int x, Span<byte> rgba)
    {
        // Of 16 bits the upper 8 are enough.
        var bytes = _depth == 16 ? 2 : 1;
        var at = x * _step;
        rgba[3] = 255;
        switch (_color)
        {
            case 0:
                rgba[..3].Fill(_depth < 8 ? (byte)(Packed(x) * 255 / ((1 << _depth) - 1)) : _row[at]);
                break;
            case 2:
                (rgba[0], rgba[1], rgba[2]) = (_row[at], _row[at + bytes], _row[at + (2 * bytes)]);
                break;
            case 3:
                var entry = _depth < 8 ? Packed(x) : _row[at];
                if ((entry * 3) + 2 >= _palette.Length)
                {
                    throw new InvalidDataException("A pixel names a colour that the palette has not.");
                }

                _palette.AsSpan(entry * 3, 3).CopyTo(rgba);
                rgba[3] = entry < _paletteAlpha.Length ? _paletteAlpha[entry] : (byte)255;
                break;
            case 4:
                rgba[..3].Fill(_row[at]);
                rgba[3] = _row[at + bytes];
                break;
            default:
                (rgba[0], rgba[1], rgba[2], rgba[3]) = (_row[at], _row[at + bytes], _row[at + (2 * bytes)], _row[at + (3 * bytes)]);
                break;
        }
    }

    private int Packed(int x)
    {
        var bit = x * _depth;
        return (_row[bit >> 3] >> (8 - _depth - (bit & 7))) & ((1 << _depth) - 1);
    }

    private void Unfilter(int filter)
    {
        for (var i = 0; i < _row.Length; i++)
        {
            int left = i >= _step ? _row[i - _step] : 0;
            int above = _above[i];
            _row[i] += filter switch
            {
                0 => (byte)0,
                1 => (byte)left,
                2 => (byte)above,
                3 => (byte)((left + above) / 2),
                4 => Paeth(left, above, i >= _step ? _above[i - _step] : 0),
                _ => throw new InvalidDataException("A row has an unknown filter."),
            };
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }

    private static byte[] Take(Stream file, uint length)
    {
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        Pass(file, 4);
        return bytes;
    }

    private static void Pass(Stream file, long bytes)
    {
        if (bytes > file.Length - file.Position)
        {
            throw new EndOfStreamException("A chunk is longer than the file.");
        }

        file.Seek(bytes, SeekOrigin.Current);
    }

    private static int ChannelsOf(int color) => color switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
}
