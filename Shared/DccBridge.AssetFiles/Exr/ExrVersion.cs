using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Exr;

/// <summary>The four bytes after the signature: version 2 and what kind of file it is.</summary>
internal readonly record struct ExrVersion(bool IsTiled, bool IsMultiPart)
{
    private const uint Tiled = 0x200;
    private const uint LongNames = 0x400;
    private const uint Deep = 0x800;
    private const uint MultiPart = 0x1000;

    /// <summary>Reads and checks them.</summary>
    public static ExrVersion Read(ByteSource source, ByteCursor cursor)
    {
        var value = cursor.TakeUInt32LittleEndian("the EXR version");
        if ((value & 0xFF) != 2)
        {
            throw source.Error(4, $"the file is of EXR version {value & 0xFF} and only 2 exists; it was damaged or comes from a newer program, export it again");
        }

        var flags = value & ~0xFFu;
        if ((flags & Deep) != 0)
        {
            throw source.Error(4, "the file has deep pixels, of which a texture cannot be made; export a flat image");
        }

        if ((flags & ~(Tiled | LongNames | MultiPart)) != 0 || (flags & (Tiled | MultiPart)) == (Tiled | MultiPart))
        {
            throw source.Error(4, $"the version flags {flags:X} do not exist in EXR; the file was damaged or comes from a newer program, export it again");
        }

        return new ExrVersion((flags & Tiled) != 0, (flags & MultiPart) != 0);
    }
}
