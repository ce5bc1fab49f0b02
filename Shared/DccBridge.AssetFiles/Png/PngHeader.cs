using System.Buffers.Binary;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Png;

/// <summary>The colour types of the IHDR chunk (PNG specification, 11.2.1).</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}

/// <summary>The IHDR chunk: size and layout of the pixels.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    /// <summary>Length of the chunk's data.</summary>
    public const int Size = 13;

    /// <summary>Whole bytes of a pixel, 1 when several share one: the distance that the row filters look back (PNG specification, 9.2).</summary>
    public int BytesPerPixel => Math.Max(1, SamplesPerPixel * BitDepth / 8);

    private int SamplesPerPixel => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Reads and checks the data of the chunk, which starts at the offset.</summary>
    public static PngHeader Parse(ByteSource source, long offset, ReadOnlySpan<byte> data, AssetFileLimits limits)
    {
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw source.Error(offset, $"the image claims to be {width} x {height} px, which no PNG can be; export it again");
        }

        if (width > limits.MaxImageSide || height > limits.MaxImageSide)
        {
            throw source.Error(offset, $"the image claims to be {width} x {height} px and the limit is {limits.MaxImageSide} px per side; scale it down and export it again");
        }

        var depth = data[8];
        var type = (PngColorType)data[9];
        var allowed = type switch
        {
            PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!allowed)
        {
            throw source.Error(offset + 8, $"colour type {data[9]} with {depth} bits per sample does not exist in PNG; export it again");
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw source.Error(offset + 10, $"compression {data[10]}, filter {data[11]}, interlace {data[12]}: only 0, 0 and 0 or 1 exist in PNG; export it again");
        }

        return new PngHeader((int)width, (int)height, depth, type, data[12] == 1);
    }

    /// <summary>Size of each pass in pixels: one for plain images, up to seven for interlaced ones (Adam7); empty passes are left out.</summary>
    public IEnumerable<(int Width, int Height)> Passes()
    {
        if (!Interlaced)
        {
            yield return (Width, Height);
            yield break;
        }

        ReadOnlyMemory<(int X, int Y, int StepX, int StepY)> passes = new[]
        {
            (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
        };
        for (var i = 0; i < passes.Length; i++)
        {
            var (x, y, stepX, stepY) = passes.Span[i];
            var width = (Width - x + stepX - 1) / stepX;
            var height = (Height - y + stepY - 1) / stepY;
            if (width > 0 && height > 0)
            {
                yield return (width, height);
            }
        }
    }

    /// <summary>Bytes of one row of the given width, its filter byte included.</summary>
    public long RowBytes(int width) => 1 + ((((long)width * SamplesPerPixel * BitDepth) + 7) / 8);

    /// <summary>Bytes of all rows of all passes: what the image data must inflate to.</summary>
    public long InflatedBytes()
    {
        long total = 0;
        foreach (var (width, height) in Passes())
        {
            total = checked(total + (RowBytes(width) * height));
        }

        return total;
    }
}
