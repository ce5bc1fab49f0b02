using System.Buffers.Binary;
using DccBridge.AssetFiles.Pixels;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Tga;

/// <summary>What a pixel of a TGA is.</summary>
internal enum TgaPixelKind
{
    ColorMapped = 1,
    TrueColor = 2,
    Gray = 3,
}

/// <summary>The first 18 bytes of a TGA (Truevision TGA File Format Specification 2.0, fields 1 to 5), checked.</summary>
internal readonly record struct TgaHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 18;

    /// <summary>What a pixel is.</summary>
    public required TgaPixelKind Kind { get; init; }

    /// <summary>True when the pixels come in packets (types 9 to 11).</summary>
    public required bool RunLengths { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Bits of a stored pixel: 8, 15, 16, 24 or 32.</summary>
    public required int PixelBits { get; init; }

    /// <summary>Bits of a pixel, or of a colour of the map, that are attributes: alpha, if nothing else is said of them.</summary>
    public required int AttributeBits { get; init; }

    /// <summary>Colours of the map; 0 without one.</summary>
    public required int MapLength { get; init; }

    /// <summary>Index of the first colour of the map.</summary>
    public required int MapFirst { get; init; }

    /// <summary>Bits of a colour of the map: 15, 16, 24 or 32.</summary>
    public required int MapEntryBits { get; init; }

    /// <summary>Offset of the colour map.</summary>
    public required long MapStart { get; init; }

    /// <summary>Bytes of a stored pixel.</summary>
    public int PixelBytes => (PixelBits + 7) / 8;

    /// <summary>Bytes of a colour of the map.</summary>
    public int MapEntryBytes => (MapEntryBits + 7) / 8;

    /// <summary>Offset of the pixels.</summary>
    public long PixelStart => MapStart + ((long)MapLength * MapEntryBytes);

    /// <summary>Number of pixels.</summary>
    public long PixelCount => (long)Width * Height;

    /// <summary>Bits of the value that makes a colour: those of the pixel, or of the map.</summary>
    public int ColorBits => Kind == TgaPixelKind.ColorMapped ? MapEntryBits : PixelBits;

    /// <summary>Reads and checks the header.</summary>
    public static TgaHeader Read(ByteSource source, AssetFileLimits limits)
    {
        Span<byte> data = stackalloc byte[Size];
        source.Read(0, data, "the TGA header");
        var type = data[2];
        if (type is 32 or 33)
        {
            throw source.Error(2, $"the image is compressed in the way of type {type}, which hardly any program reads; export it plain or with RLE");
        }

        if (type is not ((>= 1 and <= 3) or (>= 9 and <= 11)) || data[1] > 1)
        {
            throw source.Error(type is 0 ? 2 : 1, $"colour map type {data[1]} with image type {type} is no picture in TGA; it is another kind of file or was damaged, export it again as TGA");
        }

        var header = new TgaHeader
        {
            Kind = (TgaPixelKind)(type & 7),
            RunLengths = type > 8,
            Width = BinaryPrimitives.ReadUInt16LittleEndian(data[12..]),
            Height = BinaryPrimitives.ReadUInt16LittleEndian(data[14..]),
            PixelBits = data[16],
            AttributeBits = data[17] & 0x0F,
            MapFirst = data[1] == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(data[3..]),
            MapLength = data[1] == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(data[5..]),
            MapEntryBits = data[1] == 0 ? 0 : data[7],
            MapStart = Size + data[0],
        };
        ImageSize.Check(source, 12, header.Width, header.Height, 4, limits);
        header.Check(source, data[17]);
        return header;
    }

    private void Check(ByteSource source, byte descriptor)
    {
        if (MapLength > 0 && MapEntryBits is not (15 or 16 or 24 or 32))
        {
            throw source.Error(7, $"the colours of the map have {MapEntryBits} bits and only 15, 16, 24 and 32 exist in TGA; export it again");
        }

        var exists = Kind switch
        {
            TgaPixelKind.ColorMapped => PixelBits is 8 or 16,
            TgaPixelKind.Gray => PixelBits is 8 or 16,
            _ => PixelBits is 15 or 16 or 24 or 32,
        };
        if (!exists)
        {
            throw source.Error(16, $"pixels of {PixelBits} bits do not exist in TGA for image type {(int)Kind + (RunLengths ? 8 : 0)}; it is another kind of file or was damaged, export it again as TGA");
        }

        if (Kind == TgaPixelKind.ColorMapped && MapLength == 0)
        {
            throw source.Error(5, "the image uses a colour map and has none; export it again");
        }

        if (AttributeBits > 8 || (AttributeBits > 1 && ColorBits is 15 or 16 && Kind != TgaPixelKind.Gray))
        {
            throw source.Error(17, $"{AttributeBits} attribute bits do not fit a pixel of {ColorBits} bits; the file was damaged, export it again");
        }

        if (descriptor >> 6 != 0)
        {
            throw source.Error(17, "the rows are interleaved, which TGA 2.0 has given up and hardly any program reads; export it again");
        }
    }
}
