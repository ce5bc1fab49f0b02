using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Color;

/// <summary>The two fields of Exif (CIPA DC-008) that matter: the program, and the colour space. Damaged Exif says nothing.</summary>
internal readonly record struct ExifFacts(string? Software, ColorSpace ColorSpace)
{
    private const ushort SoftwareTag = 0x0131;
    private const ushort ExifFolderTag = 0x8769;
    private const ushort ColorSpaceTag = 0xA001;
    private const ushort TextType = 2;
    private const int EntryBytes = 12;
    private const int MaxSoftware = 256;

    /// <summary>Reads the TIFF structure that Exif is.</summary>
    public static ExifFacts Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return default;
        }

        var little = tiff[0] == (byte)'I';
        var first = Number(tiff, 4, little);
        string? software = null;
        if (Entry(tiff, first, SoftwareTag, little) is { } text && Short(tiff, text + 2, little) == TextType)
        {
            var length = Number(tiff, text + 4, little);
            var start = length <= 4 ? text + 8 : Number(tiff, text + 8, little);
            if (start < tiff.Length)
            {
                var bytes = tiff[(int)start..];
                software = PrintableText.Clean(Encoding.UTF8.GetString(bytes[..(int)Math.Min(Math.Min(length, MaxSoftware), bytes.Length)]), MaxSoftware);
            }
        }

        var space = ColorSpace.Unspecified;
        if (Entry(tiff, first, ExifFolderTag, little) is { } folder && Entry(tiff, Number(tiff, folder + 8, little), ColorSpaceTag, little) is { } color)
        {
            // 1 is sRGB, 65535 is "uncalibrated": another space that a profile may name.
            space = Short(tiff, color + 8, little) switch
            {
                1 => ColorSpace.Srgb,
                0xFFFF => ColorSpace.Other,
                _ => ColorSpace.Unspecified,
            };
        }

        return new ExifFacts(software, space);
    }

    // Offset of the entry with the tag in the folder that starts at the offset: a count, then entries of twelve bytes.
    private static uint? Entry(ReadOnlySpan<byte> tiff, uint folder, ushort tag, bool little)
    {
        if (folder < 8 || folder > tiff.Length - 2)
        {
            return null;
        }

        var count = Short(tiff, folder, little);
        for (var i = 0; i < count; i++)
        {
            var at = folder + 2 + ((uint)i * EntryBytes);
            if (at + EntryBytes > tiff.Length)
            {
                return null;
            }

            if (Short(tiff, at, little) == tag)
            {
                return at;
            }
        }

        return null;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, uint at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[(int)at..]);

    private static uint Number(ReadOnlySpan<byte> bytes, uint at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
}
