using System.Buffers.Binary;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>
/// The first 27 bytes of a binary FBX: 21 bytes of text, two bytes that tell broken line ends, and the version.
/// The layout is described by the Blender Foundation ("FBX binary file format specification").
/// </summary>
internal static class FbxHeader
{
    /// <summary>Bytes of the header; the first record follows.</summary>
    public const int Bytes = 27;

    /// <summary>Oldest version that is read: FBX 2011, the first with objects that are connected by number.</summary>
    public const int OldestVersion = 7100;

    /// <summary>Newest version that is read: FBX 2019 and all since.</summary>
    public const int NewestVersion = 7700;

    // From this version (FBX 2016) on the heads of records have 64-bit numbers.
    private const int FirstWideVersion = 7500;

    private const string Remedy = "Blender's own FBX export writes binary; in Maya and 3ds Max choose Type 'Binary' and version FBX 2020 under 'Advanced Options', 'FBX File Format'";

    private static ReadOnlySpan<byte> Magic => "Kaydara FBX Binary  \0"u8;

    /// <summary>True when records of this version have wide heads.</summary>
    public static bool IsWide(int version) => version >= FirstWideVersion;

    /// <summary>Checks the header and returns the version.</summary>
    /// <exception cref="AssetFileException">The file is text, another kind of file, or of a version that is not read.</exception>
    public static int Read(ByteSource source)
    {
        var head = new byte[(int)Math.Min(Bytes, source.Length)];
        source.Read(0, head, "the FBX header");
        if (!head.AsSpan(0, Math.Min(head.Length, Magic.Length)).SequenceEqual(Magic[..Math.Min(head.Length, Magic.Length)]))
        {
            throw source.Error(0, IsText(source)
                ? $"this is an FBX in text form (ASCII), which is not read; export it as binary FBX: {Remedy}"
                : $"the file does not start with 'Kaydara FBX Binary'; it is another kind of file or was damaged on the way, export it again as binary FBX: {Remedy}");
        }

        if (head.Length < Bytes)
        {
            throw source.Error(source.Length, $"the file ends after {source.Length} bytes, in the middle of the FBX header; it was cut off, export or copy it again");
        }

        if (head[21] != 0x1A || head[22] != 0)
        {
            throw source.Error(21, "the bytes after 'Kaydara FBX Binary' were changed, as a transfer in text mode does; copy the file again in binary mode");
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(23));
        if (version is < OldestVersion or > NewestVersion)
        {
            throw source.Error(23, $"FBX version {version} is not read, only {OldestVersion} to {NewestVersion}; export it as FBX 2011 or newer, 2020 at best: {Remedy}");
        }

        return (int)version;
    }

    // Text files of all exporters begin with a comment ("; FBX 7.4.0 project file") or with the header block.
    private static bool IsText(ByteSource source)
    {
        var start = new byte[(int)Math.Min(512, source.Length)];
        source.Read(0, start, "the FBX header");
        return start.Length > 0 && !start.Contains((byte)0)
            && (start[0] == (byte)';' || start.AsSpan().IndexOf("FBX"u8) >= 0);
    }
}
