using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tests.AssetFiles.Jpeg;

/// <summary>Builds the segments of a JPEG, right by default and wrong where a test says so. The image data is bytes, not a picture: nothing decodes it.</summary>
internal sealed class JpegBuilder(ushort width = 16, ushort height = 16, byte components = 3, byte frame = 0xC0, byte precision = 8)
{
    private readonly List<byte[]> _before = [];

    /// <summary>Bytes of a scan, with zeros after FF as they must be.</summary>
    public byte[] Data { get; init; } = [.. Enumerable.Repeat((byte)0x55, 64), 0xFF, 0x00, 0xFF, 0xD0, 0x12];

    /// <summary>Components of each scan; null is one scan with all.</summary>
    public byte[][]? Scans { get; init; }

    /// <summary>First coefficient and successive approximation of the scans.</summary>
    public (byte Start, byte End, byte Approximation) Spectrum { get; init; } = (0, 63, 0);

    public bool EndMarker { get; init; } = true;

    /// <summary>Adds a segment before the frame.</summary>
    public JpegBuilder With(byte marker, params byte[] data)
    {
        _before.Add(Segment(marker, data));
        return this;
    }

    /// <summary>Adds an ICC profile with the description, in as many pieces.</summary>
    public JpegBuilder WithProfile(byte[] profile, int pieces = 1)
    {
        for (var piece = 0; piece < pieces; piece++)
        {
            var part = profile[(profile.Length * piece / pieces)..(profile.Length * (piece + 1) / pieces)];
            With(0xE2, [.. "ICC_PROFILE\0"u8, (byte)(piece + 1), (byte)pieces, .. part]);
        }

        return this;
    }

    public byte[] Build()
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        foreach (var segment in _before)
        {
            file.Write(segment);
        }

        file.Write(Segment(frame, Frame()));
        foreach (var scan in Scans ?? [[.. Enumerable.Range(1, components).Select(id => (byte)id)]])
        {
            file.Write(Segment(0xDA, [(byte)scan.Length, .. scan.SelectMany(id => new byte[] { id, 0 }), Spectrum.Start, Spectrum.End, Spectrum.Approximation]));
            file.Write(Data);
        }

        file.Write(EndMarker ? [0xFF, 0xD9] : []);
        return file.ToArray();
    }

    public static byte[] Segment(byte marker, byte[] data)
    {
        byte[] segment = [0xFF, marker, 0, 0, .. data];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(data.Length + 2));
        return segment;
    }

    /// <summary>An ICC profile of version 2 (ASCII) or 4 (UTF-16), all but empty.</summary>
    public static byte[] Profile(string description, int version)
    {
        byte[] text = version == 2
            ? [.. "desc"u8, 0, 0, 0, 0, .. BigEndian(description.Length + 1), .. Encoding.ASCII.GetBytes(description), 0]
            : [.. "mluc"u8, 0, 0, 0, 0, .. BigEndian(1), .. BigEndian(12), .. "enUS"u8, .. BigEndian(description.Length * 2), .. BigEndian(28), .. Encoding.BigEndianUnicode.GetBytes(description)];
        byte[] tags = [.. BigEndian(2), .. "cprt"u8, .. BigEndian(128), .. BigEndian(4), .. "desc"u8, .. BigEndian(128 + 4 + 24), .. BigEndian(text.Length)];
        return [.. new byte[128], .. tags, .. text];
    }

    /// <summary>Exif with a program and a colour space.</summary>
    public static byte[] Exif(string software, ushort colorSpace, bool little)
    {
        byte[] Short(int value) => little ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
        byte[] Number(int value) => little ? [.. Short(value & 0xFFFF), .. Short(value >> 16)] : [.. Short(value >> 16), .. Short(value & 0xFFFF)];
        var text = Encoding.UTF8.GetBytes(software + "\0");
        const int First = 8;
        const int Folder = First + 2 + 24 + 4;
        const int Text = Folder + 2 + 12 + 4;
        return
        [
            .. "Exif\0\0"u8, .. little ? "II*\0"u8 : "MM\0*"u8, .. Number(First),
            .. Short(2), .. Short(0x0131), .. Short(2), .. Number(text.Length), .. Number(Text),
            .. Short(0x8769), .. Short(4), .. Number(1), .. Number(Folder), .. Number(0),
            .. Short(1), .. Short(0xA001), .. Short(3), .. Number(1), .. Short(colorSpace), .. Short(0), .. Number(0),
            .. text,
        ];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private byte[] Frame()
    {
        List<byte> data = [precision, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components];
        for (byte id = 1; id <= components; id++)
        {
            data.AddRange([id, 0x11, 0]);
        }

        return [.. data];
    }
}
