using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles.Pixels;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Exr;

/// <summary>Reads the header of one part: attributes with name, type and length, up to an empty name.</summary>
internal sealed class ExrHeader
{
    private const int MaxAttributes = 4096;

    // With the flag for long names; without it, 31.
    private const int MaxNameBytes = 255;
    private const int MaxSoftware = 256;

    private readonly ByteSource _source;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private IReadOnlyList<ExrChannel>? _channels;
    private ExrCompression? _compression;
    private ExrWindow? _dataWindow;
    private ExrWindow? _displayWindow;
    private ExrTiles? _tiles;
    private bool _otherPrimaries;
    private string? _type;
    private string? _software;
    private int? _chunkCount;
    private long _dataWindowAt;

    private ExrHeader(ByteSource source) => _source = source;

    /// <summary>Reads and checks the header that starts at the cursor; afterwards it stands behind the header.</summary>
    /// <exception cref="AssetFileException">The header is malformed, above a limit, or of a deep part.</exception>
    public static ExrPart Read(ByteSource source, ByteCursor cursor, ExrVersion version, AssetFileLimits limits)
    {
        var start = cursor.Position;
        var header = new ExrHeader(source);
        while (header.ReadAttribute(cursor))
        {
        }

        return header.Part(start, version, limits);
    }

    private bool ReadAttribute(ByteCursor cursor)
    {
        var start = cursor.Position;
        var name = cursor.TakeText(MaxNameBytes, "the name of an attribute");
        if (name.Length == 0)
        {
            return false;
        }

        if (!_names.Add(name) || _names.Count > MaxAttributes)
        {
            throw _source.Error(start, _names.Count > MaxAttributes
                ? $"the header has more than {MaxAttributes} attributes; export the image again with another program"
                : "an attribute is there twice; the file was damaged, export it again");
        }

        var type = cursor.TakeText(MaxNameBytes, "the type of an attribute");
        var length = cursor.TakeInt32LittleEndian("the length of an attribute");
        if (length < 0 || length > cursor.Left)
        {
            throw _source.Error(start, $"an attribute claims {(uint)length} bytes and {cursor.Left} are left; the file was cut off or damaged, export or copy it again");
        }

        var end = cursor.Position + length;
        ReadValue(cursor, start, name, type, length);
        if (cursor.Position > end)
        {
            throw _source.Error(start, $"the attribute {Shown(name)} is longer than it claims; the file was damaged, export it again");
        }

        cursor.Skip(end - cursor.Position, "an attribute");
        return true;
    }

    private void ReadValue(ByteCursor cursor, long start, string name, string type, int length)
    {
        switch (name, type)
        {
            case ("channels", "chlist"):
                _channels = ExrChannelList.Read(_source, cursor, cursor.Position + length);
                break;
            case ("compression", "compression"):
                _compression = (ExrCompression)Exactly(cursor, start, name, length, 1)[0];
                if (!Enum.IsDefined(_compression.Value))
                {
                    throw _source.Error(start, $"the compression number {(int)_compression} is not one that Unreal reads (None, RLE, ZIPS, ZIP, PIZ, PXR24, B44, B44A, DWAA, DWAB); export it with one of these");
                }

                break;
            case ("dataWindow", "box2i"):
                _dataWindowAt = start;
                _dataWindow = Window(Exactly(cursor, start, name, length, 16));
                break;
            case ("displayWindow", "box2i"):
                _displayWindow = Window(Exactly(cursor, start, name, length, 16));
                break;
            case ("tiles", "tiledesc"):
                _tiles = Tiles(start, Exactly(cursor, start, name, length, 9));
                break;
            case ("chromaticities", "chromaticities"):
                _otherPrimaries = AreOther(Exactly(cursor, start, name, length, 32));
                break;
            case ("chunkCount", "int"):
                _chunkCount = BinaryPrimitives.ReadInt32LittleEndian(Exactly(cursor, start, name, length, 4));
                break;
            case ("type", "string"):
                _type = Text(cursor, length);
                break;
            case (_, "string") when name.Equals("software", StringComparison.OrdinalIgnoreCase):
                _software = PrintableText.Clean(Text(cursor, length), MaxSoftware);
                break;
            default:
                break;
        }
    }

    private ExrPart Part(long start, ExrVersion version, AssetFileLimits limits)
    {
        if (_channels is null || _compression is null || _dataWindow is not { } window || _displayWindow is null)
        {
            throw _source.Error(start, "the header lacks channels, compression, dataWindow or displayWindow, which every EXR has; the file was damaged, export it again");
        }

        if (_type is "deepscanline" or "deeptile")
        {
            throw _source.Error(start, "the file has a part of deep pixels, of which a texture cannot be made; export a flat image");
        }

        var tiled = version.IsMultiPart ? _type == "tiledimage" : version.IsTiled;
        if (version.IsMultiPart && _type is not ("scanlineimage" or "tiledimage"))
        {
            throw _source.Error(start, "a part does not say whether it has scan lines or tiles; the file was damaged, export it again");
        }

        if (tiled && _tiles is null)
        {
            throw _source.Error(start, "the image has tiles and does not say how large they are; the file was damaged, export it again");
        }

        var part = new ExrPart
        {
            Channels = _channels,
            Compression = _compression.Value,
            DataWindow = window,
            Tiles = tiled ? _tiles : null,
            HasOtherPrimaries = _otherPrimaries,
            Software = _software,
        };
        ImageSize.Check(_source, _dataWindowAt, window.Width, window.Height, part.PixelBytes, limits);
        CheckChunks(part, start, limits);
        return part;
    }

    private void CheckChunks(ExrPart part, long start, AssetFileLimits limits)
    {
        var count = part.ChunkCount;
        if (count > limits.MaxImageBlocks)
        {
            throw _source.Error(start, $"the image is cut into {count} tiles or blocks of lines and the limit is {limits.MaxImageBlocks}; export it with larger tiles");
        }

        if (_chunkCount is { } claimed && claimed != count)
        {
            throw _source.Error(start, $"the header claims {claimed} chunks and its size gives {count}; the file was damaged, export it again");
        }
    }

    private ReadOnlySpan<byte> Exactly(ByteCursor cursor, long start, string name, int length, int wanted) =>
        length == wanted
            ? cursor.Take(length, "an attribute")
            : throw _source.Error(start, $"the attribute {name} must have {wanted} bytes and has {length}; the file was damaged, export it again");

    private ExrTiles Tiles(long start, ReadOnlySpan<byte> data)
    {
        var width = BinaryPrimitives.ReadUInt32LittleEndian(data);
        var height = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        var levels = data[8] & 0x0F;
        var rounding = data[8] >> 4;
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || levels > (int)ExrLevels.RipMap || rounding > 1)
        {
            throw _source.Error(start, $"tiles of {width} x {height} px with the mode {data[8]:X2} cannot be; the file was damaged, export it again");
        }

        return new ExrTiles((int)width, (int)height, (ExrLevels)levels, rounding == 1);
    }

    private static ExrWindow Window(ReadOnlySpan<byte> data) => new(
        BinaryPrimitives.ReadInt32LittleEndian(data),
        BinaryPrimitives.ReadInt32LittleEndian(data[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(data[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(data[12..]));

    // Red, green, blue and white of Rec. 709 (ITU-R BT.709), which hold when the attribute is missing. What is no number is other too.
    private static bool AreOther(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<float> rec709 = [0.64f, 0.33f, 0.30f, 0.60f, 0.15f, 0.06f, 0.3127f, 0.3290f];
        for (var i = 0; i < rec709.Length; i++)
        {
            if (!(Math.Abs(BinaryPrimitives.ReadSingleLittleEndian(data[(i * 4)..]) - rec709[i]) < 0.005f))
            {
                return true;
            }
        }

        return false;
    }

    // The length is the attribute's; a text that is longer than any name of a program is cut.
    private static string Text(ByteCursor cursor, int length) =>
        Encoding.UTF8.GetString(cursor.Take(Math.Min(length, MaxSoftware), "an attribute")).TrimEnd('\0');

    private static string Shown(string name) => PrintableText.Clean(name, 64) ?? "without a name";
}
