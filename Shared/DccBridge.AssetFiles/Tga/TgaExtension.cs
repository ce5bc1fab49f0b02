using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Tga;

/// <summary>What the attribute bits are, by the last field of the extension area (TGA 2.0, field 24).</summary>
internal enum TgaAttributes : byte
{
    None = 0,
    UndefinedIgnore = 1,
    UndefinedKeep = 2,
    Alpha = 3,
    PremultipliedAlpha = 4,
}

/// <summary>The extension area at the end of a TGA 2.0, as far as it is of use.</summary>
internal readonly record struct TgaExtension(string? Software, ColorSpace ColorSpace, TgaAttributes? Attributes)
{
    private const int FooterSize = 26;
    private const int AreaSize = 495;

    // Offsets in the area: its length stands first (fields 10 to 24).
    private const int SoftwareAt = 426;
    private const int SoftwareLength = 41;
    private const int VersionAt = 467;
    private const int GammaAt = 478;
    private const int AttributesAt = 494;

    /// <summary>Reads the area; all empty for a TGA 1.0, which has no footer, and for a 2.0 without the area.</summary>
    public static TgaExtension Read(ByteSource source)
    {
        if (source.Length < TgaHeader.Size + FooterSize)
        {
            return default;
        }

        var footerStart = source.Length - FooterSize;
        Span<byte> footer = stackalloc byte[FooterSize];
        source.Read(footerStart, footer, "the TGA footer");
        var start = BinaryPrimitives.ReadUInt32LittleEndian(footer);
        if (!footer[8..].SequenceEqual("TRUEVISION-XFILE.\0"u8) || start == 0)
        {
            return default;
        }

        if (start < TgaHeader.Size || start + AreaSize > footerStart)
        {
            throw source.Error(footerStart, $"the footer says that the extension area starts at byte {start}, where it does not fit before the footer; the file was damaged, export it again");
        }

        var area = new byte[AreaSize];
        source.Read(start, area, "the extension area");
        if (BinaryPrimitives.ReadUInt16LittleEndian(area) < AreaSize)
        {
            return default;
        }

        return new TgaExtension(SoftwareOf(area), GammaOf(area), Enum.IsDefined((TgaAttributes)area[AttributesAt]) ? (TgaAttributes)area[AttributesAt] : null);
    }

    // The name up to a zero, the version times 100, and a letter that may be blank.
    private static string? SoftwareOf(byte[] area)
    {
        var bytes = area.AsSpan(SoftwareAt, SoftwareLength);
        var end = bytes.IndexOf((byte)0);
        var name = PrintableText.Clean(Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]), SoftwareLength);
        var version = BinaryPrimitives.ReadUInt16LittleEndian(area.AsSpan(VersionAt));
        return name is null || version == 0
            ? name
            : PrintableText.Clean(string.Create(CultureInfo.InvariantCulture, $"{name} {version / 100m:0.0#}{(char)area[VersionAt + 2]}"), 64);
    }

    // A ratio; the denominator is 0 when the field is not used. 1.0 is a picture without gamma.
    private static ColorSpace GammaOf(byte[] area)
    {
        var numerator = BinaryPrimitives.ReadUInt16LittleEndian(area.AsSpan(GammaAt));
        var denominator = BinaryPrimitives.ReadUInt16LittleEndian(area.AsSpan(GammaAt + 2));
        if (numerator == 0 || denominator == 0)
        {
            return ColorSpace.Unspecified;
        }

        return ((double)numerator / denominator) switch
        {
            >= 0.95 and <= 1.05 => ColorSpace.Linear,
            >= 2.15 and <= 2.45 => ColorSpace.Srgb,
            _ => ColorSpace.Other,
        };
    }
}
