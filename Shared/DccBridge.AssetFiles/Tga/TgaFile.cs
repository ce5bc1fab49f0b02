using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Tga;

/// <summary>Reads a TGA (Truevision TGA File Format Specification, versions 1.0 and 2.0).</summary>
internal static class TgaFile
{
    /// <summary>Reads the facts of the texture.</summary>
    /// <exception cref="AssetFileException">The file is malformed, above a limit or of a kind that is not supported.</exception>
    public static AssetFileContent Read(ByteSource source, AssetFileRequest request)
    {
        var header = TgaHeader.Read(source, request.Limits);
        TgaPixels.CheckLength(source, header);
        var extension = TgaExtension.Read(source);
        var hasAlpha = TgaAlpha.IsIn(header, extension.Attributes);
        var facts = new TextureFacts
        {
            Width = header.Width,
            Height = header.Height,
            Channels = (header.Kind == TgaPixelKind.Gray ? 1 : 3) + (hasAlpha ? 1 : 0),
            BitDepth = BitDepth(header),
            HasAlpha = hasAlpha,
            FileColorSpace = extension.ColorSpace,
            AlphaUse = request.Depth >= AssetFileDepth.Checked ? TgaPixels.Walk(source, header, hasAlpha ? TgaAlpha.For(source, header) : null) : AlphaUse.Unknown,
        };
        return new AssetFileContent
        {
            Class = AssetClasses.Texture2D,
            Facts = new AssetFacts { Texture = TextureImportDefaults.For(Path.GetFileNameWithoutExtension(source.File), facts) },
            Dcc = extension.Software,
        };
    }

    // 15 and 16 bits are five for each colour. A gray of 16 bits is one sample, or two of which the other is alpha.
    private static int BitDepth(in TgaHeader header) => header.Kind switch
    {
        TgaPixelKind.Gray => header.PixelBits == 16 && header.AttributeBits == 0 ? 16 : 8,
        _ => header.ColorBits <= 16 ? 5 : 8,
    };
}
