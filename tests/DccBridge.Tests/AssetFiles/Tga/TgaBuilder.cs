using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tests.AssetFiles.Tga;

/// <summary>Builds a TGA byte by byte, right by default and wrong where a test says so.</summary>
internal sealed class TgaBuilder(byte type = 2, ushort width = 4, ushort height = 3, byte bits = 24, byte attributeBits = 0)
{
    /// <summary>The image descriptor's upper bits: 0x20 top to bottom, 0x10 right to left.</summary>
    public byte Descriptor { get; init; }

    /// <summary>Free text after the header.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>Bits of a colour of the map; 0 is no map.</summary>
    public byte MapBits { get; init; }

    /// <summary>Index of the first colour.</summary>
    public ushort MapFirst { get; init; }

    /// <summary>Bytes of the map's colours.</summary>
    public byte[] Map { get; init; } = [];

    /// <summary>Pixels as they shall stand in the file; null is zeros, in packets of runs where the type asks for them.</summary>
    public byte[]? Pixels { get; init; }

    /// <summary>Writes an extension area and a footer.</summary>
    public bool Version2 { get; init; }

    public string Software { get; init; } = "";

    /// <summary>Version times 100, and a letter.</summary>
    public (ushort Number, char Letter) SoftwareVersion { get; init; } = (0, ' ');

    public (ushort Numerator, ushort Denominator) Gamma { get; init; }

    public byte AttributesType { get; init; } = 3;

    /// <summary>Offset that the footer names; null is the right one.</summary>
    public uint? ExtensionAt { get; init; }

    public byte[] Build()
    {
        using var file = new MemoryStream();
        var header = new byte[18];
        header[0] = (byte)Id.Length;
        header[1] = (byte)(MapBits > 0 ? 1 : 0);
        header[2] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(3), MapFirst);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(5), (ushort)(MapBits > 0 ? Map.Length / ((MapBits + 7) / 8) : 0));
        header[7] = MapBits;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(12), width);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(14), height);
        header[16] = bits;
        header[17] = (byte)(Descriptor | attributeBits);
        file.Write(header);
        file.Write(Id);
        file.Write(Map);
        file.Write(Pixels ?? (type < 8 ? new byte[width * height * ((bits + 7) / 8)] : Runs()));
        if (Version2)
        {
            var start = (uint)file.Length;
            file.Write(Extension());
            var footer = new byte[26];
            BinaryPrimitives.WriteUInt32LittleEndian(footer, ExtensionAt ?? start);
            Encoding.ASCII.GetBytes("TRUEVISION-XFILE.\0").CopyTo(footer, 8);
            file.Write(footer);
        }

        return file.ToArray();
    }

    // Black, a packet for each row or as much of it as a packet can take.
    private byte[] Runs()
    {
        using var packets = new MemoryStream();
        for (var row = 0; row < height; row++)
        {
            for (var left = (int)width; left > 0; left -= 128)
            {
                packets.WriteByte((byte)(0x80 | (Math.Min(128, left) - 1)));
                packets.Write(new byte[(bits + 7) / 8]);
            }
        }

        return packets.ToArray();
    }

    private byte[] Extension()
    {
        var area = new byte[495];
        BinaryPrimitives.WriteUInt16LittleEndian(area, 495);
        Encoding.ASCII.GetBytes(Software).CopyTo(area, 426);
        BinaryPrimitives.WriteUInt16LittleEndian(area.AsSpan(467), SoftwareVersion.Number);
        area[469] = (byte)SoftwareVersion.Letter;
        BinaryPrimitives.WriteUInt16LittleEndian(area.AsSpan(478), Gamma.Numerator);
        BinaryPrimitives.WriteUInt16LittleEndian(area.AsSpan(480), Gamma.Denominator);
        area[494] = AttributesType;
        return area;
    }
}
