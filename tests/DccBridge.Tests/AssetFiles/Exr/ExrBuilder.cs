using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tests.AssetFiles.Exr;

/// <summary>A channel to write: its name and pixel type (0 uint, 1 half, 2 float).</summary>
internal sealed record ExrBuilderChannel(string Name, int Type = 1, int SamplingX = 1);

/// <summary>One part: header attributes and chunks of zeros. The number of chunks is counted pixel by pixel, not by the code under test.</summary>
internal sealed class ExrPartBuilder
{
    private readonly List<byte[]> _more = [];

    public IReadOnlyList<ExrBuilderChannel> Channels { get; init; } = [new("A"), new("B"), new("G"), new("R")];

    public byte Compression { get; init; }

    /// <summary>Lines of a chunk; the caller says them, so that they do not come from the code under test.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>Left, top, right, bottom.</summary>
    public int[] DataWindow { get; init; } = [0, 0, 7, 4];

    public int[] DisplayWindow { get; init; } = [0, 0, 7, 4];

    /// <summary>Width, height and mode of tiles; null is scan lines.</summary>
    public (uint Width, uint Height, byte Mode)? Tiles { get; init; }

    /// <summary>Attributes to leave out.</summary>
    public string[] Without { get; init; } = [];

    public string? Type { get; init; }

    public int? ChunkCount { get; init; }

    /// <summary>Bytes of each chunk's data.</summary>
    public int ChunkBytes { get; init; } = 10;

    /// <summary>The places of the chunks, in the order of the table: the line, or column, row and both levels of a tile.</summary>
    public IReadOnlyList<int[]>? Places { get; init; }

    public ExrPartBuilder With(string name, string type, params byte[] value)
    {
        _more.Add(Attribute(name, type, value));
        return this;
    }

    public ExrPartBuilder WithText(string name, string text) => With(name, "string", Encoding.UTF8.GetBytes(text));

    public IReadOnlyList<int[]> AllPlaces()
    {
        if (Places is not null)
        {
            return Places;
        }

        List<int[]> places = [];
        for (var line = DataWindow[1]; line <= DataWindow[3]; line += Lines)
        {
            places.Add([line]);
        }

        return places;
    }

    public byte[] Header(bool multiPart)
    {
        List<byte> header = [];
        void Add(string name, string type, byte[] value)
        {
            if (!Without.Contains(name))
            {
                header.AddRange(Attribute(name, type, value));
            }
        }

        Add("channels", "chlist", [.. Channels.SelectMany(channel => (byte[])[.. Text(channel.Name), .. Number(channel.Type), 0, 0, 0, 0, .. Number(channel.SamplingX), .. Number(1)]), 0]);
        Add("compression", "compression", [Compression]);
        Add("dataWindow", "box2i", [.. DataWindow.SelectMany(Number)]);
        Add("displayWindow", "box2i", [.. DisplayWindow.SelectMany(Number)]);
        Add("lineOrder", "lineOrder", [0]);
        Add("pixelAspectRatio", "float", [0, 0, 0x80, 0x3F]);
        Add("screenWindowCenter", "v2f", new byte[8]);
        Add("screenWindowWidth", "float", [0, 0, 0x80, 0x3F]);
        if (Tiles is { } tiles)
        {
            Add("tiles", "tiledesc", [.. Number((int)tiles.Width), .. Number((int)tiles.Height), tiles.Mode]);
        }

        if (multiPart)
        {
            Add("name", "string", "part"u8.ToArray());
            Add("type", "string", Encoding.ASCII.GetBytes(Type ?? (Tiles is null ? "scanlineimage" : "tiledimage")));
            Add("chunkCount", "int", Number(ChunkCount ?? AllPlaces().Count));
        }

        foreach (var attribute in _more)
        {
            header.AddRange(attribute);
        }

        return [.. header, 0];
    }

    public static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Attribute(string name, string type, byte[] value) => [.. Text(name), .. Text(type), .. Number(value.Length), .. value];

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}

/// <summary>Builds an EXR out of parts.</summary>
internal sealed class ExrBuilder(params ExrPartBuilder[] parts)
{
    public uint? Version { get; init; }

    /// <summary>True for the flag of several parts even with one.</summary>
    public bool MultiPart { get; init; } = parts.Length > 1;

    /// <summary>Changes the table of offsets before it is written.</summary>
    public Action<ulong[]> ChangeTable { get; init; } = _ => { };

    public static byte[] Single(ExrPartBuilder part) => new ExrBuilder(part).Build();

    public byte[] Build()
    {
        using var file = new MemoryStream();
        file.Write([0x76, 0x2F, 0x31, 0x01]);
        file.Write(ExrPartBuilder.Number((int)(Version ?? (uint)(2 | (MultiPart ? 0x1000 : parts[0].Tiles is null ? 0 : 0x200)))));
        foreach (var part in parts)
        {
            file.Write(part.Header(MultiPart));
        }

        if (MultiPart)
        {
            file.WriteByte(0);
        }

        var places = parts.SelectMany((part, number) => part.AllPlaces().Select(place => (part, number, place))).ToArray();
        var table = new ulong[places.Length];
        using var chunks = new MemoryStream();
        for (var i = 0; i < places.Length; i++)
        {
            var (part, number, place) = places[i];
            table[i] = (ulong)(file.Length + (8 * places.Length) + chunks.Length);
            chunks.Write(MultiPart ? ExrPartBuilder.Number(number) : []);
            chunks.Write([.. place.SelectMany(ExrPartBuilder.Number), .. ExrPartBuilder.Number(part.ChunkBytes)]);
            chunks.Write(new byte[Math.Clamp(part.ChunkBytes, 0, 1000)]);
        }

        ChangeTable(table);
        var entry = new byte[8];
        foreach (var offset in table)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(entry, offset);
            file.Write(entry);
        }

        file.Write(chunks.ToArray());
        return file.ToArray();
    }
}
