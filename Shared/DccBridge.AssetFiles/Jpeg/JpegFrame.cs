using System.Buffers.Binary;
using DccBridge.AssetFiles.Pixels;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Jpeg;

/// <summary>A component of a frame: its number and how many samples it has in each direction, relative to the others.</summary>
internal readonly record struct JpegComponent(byte Id, int Horizontal, int Vertical);

/// <summary>The frame header (ITU-T T.81, B.2.2): size, depth and components.</summary>
internal sealed record JpegFrame(int Width, int Height, int Precision, bool IsProgressive, IReadOnlyList<JpegComponent> Components)
{
    private const byte YcckTransform = 2;

    /// <summary>
    /// Blocks of 8 x 8 samples over all components, the least that any sampling gives: each needs at least one bit.
    /// </summary>
    public long Blocks
    {
        get
        {
            var mostHorizontal = Components.Max(static component => component.Horizontal);
            var mostVertical = Components.Max(static component => component.Vertical);
            return Components.Sum(component => Eighths(Width, component.Horizontal, mostHorizontal) * Eighths(Height, component.Vertical, mostVertical));
        }
    }

    /// <summary>Reads and checks the header.</summary>
    /// <param name="source">The file.</param>
    /// <param name="start">Offset of the marker.</param>
    /// <param name="marker">Which frame it is.</param>
    /// <param name="data">The segment after its length.</param>
    /// <param name="adobeTransform">What an Adobe segment before says of the colours; null without one.</param>
    /// <param name="limits">What is accepted.</param>
    public static JpegFrame Read(ByteSource source, long start, byte marker, ReadOnlySpan<byte> data, byte? adobeTransform, AssetFileLimits limits)
    {
        if (Unsupported(marker) is { } kind)
        {
            throw source.Error(start, $"the JPEG is {kind}, which Unreal cannot be relied on to import; export it as baseline or progressive");
        }

        if (data.Length < 6 || data.Length != 6 + (3 * data[5]))
        {
            throw source.Error(start, $"the frame header has {data.Length} bytes, which does not fit its number of components; the file was damaged, export it again");
        }

        var precision = data[0];
        var height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        var count = data[5];
        if (precision != 8 && (precision != 12 || marker == 0xC0))
        {
            throw source.Error(start + 4, $"samples of {precision} bits do not exist in such a JPEG, only 8 and in some 12; the file was damaged, export it again");
        }

        if (height == 0)
        {
            throw source.Error(start + 5, "the height is not said in the frame header, which hardly any program reads; export it again");
        }

        ImageSize.Check(source, start + 5, width, height, Math.Max((byte)1, count) * (precision > 8 ? 2 : 1), limits);
        if (count == 4)
        {
            throw source.Error(start + 9, $"the image is {(adobeTransform == YcckTransform ? "CMYK (as YCCK)" : "CMYK")}, four inks for printing, which Unreal does not import; export it as RGB");
        }

        return count is 1 or 3
            ? new JpegFrame(width, height, precision, marker is 0xC2, ReadComponents(source, start, data[6..]))
            : throw source.Error(start + 9, $"the image has {count} components; 1 (gray) and 3 (colour) are read, export it again");
    }

    private static List<JpegComponent> ReadComponents(ByteSource source, long start, ReadOnlySpan<byte> data)
    {
        var components = new List<JpegComponent>();
        for (var i = 0; i < data.Length; i += 3)
        {
            var component = new JpegComponent(data[i], data[i + 1] >> 4, data[i + 1] & 0x0F);
            if (component.Horizontal is < 1 or > 4 || component.Vertical is < 1 or > 4 || components.Any(other => other.Id == component.Id))
            {
                throw source.Error(start + 10 + i, $"component {component.Id} with sampling {component.Horizontal} x {component.Vertical} cannot be; the file was damaged, export it again");
            }

            components.Add(component);
        }

        return components;
    }

    private static string? Unsupported(byte marker) => marker switch
    {
        0xC0 or 0xC1 or 0xC2 => null,
        0xC3 => "lossless",
        0xC5 or 0xC6 or 0xC7 or 0xCD or 0xCE or 0xCF => "hierarchical",
        0xCB => "lossless arithmetic-coded",
        _ => "arithmetic-coded",
    };

    private static long Eighths(int side, int sampling, int most) => (((((long)side * sampling) + most - 1) / most) + 7) / 8;
}
