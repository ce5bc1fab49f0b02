using System.Buffers.Binary;
using System.Text;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Color;

/// <summary>What an ICC profile (ISO 15076-1) says by its name. Its curves are not looked at.</summary>
internal static class IccProfile
{
    private const int HeaderBytes = 128;
    private const int MaxTags = 1024;
    private const int MaxNameBytes = 1024;

    /// <summary>The colour space by the profile's description; other for a profile that has none or cannot be understood.</summary>
    public static ColorSpace ColorSpaceOf(ReadOnlySpan<byte> profile)
    {
        var name = Description(profile);
        var srgb = name.Contains("sRGB", StringComparison.OrdinalIgnoreCase);
        if (!name.Contains("linear", StringComparison.OrdinalIgnoreCase))
        {
            return srgb ? ColorSpace.Srgb : ColorSpace.Other;
        }

        return srgb || name.Contains("709", StringComparison.Ordinal) ? ColorSpace.Linear : ColorSpace.Other;
    }

    /// <summary>The text of the tag "desc"; empty when there is none.</summary>
    public static string Description(ReadOnlySpan<byte> profile)
    {
        if (profile.Length < HeaderBytes + 4)
        {
            return "";
        }

        var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderBytes..]), MaxTags);
        for (var i = 0; i < count; i++)
        {
            var at = HeaderBytes + 4 + (12 * i);
            if (at + 12 > profile.Length)
            {
                break;
            }

            if (profile[at..].StartsWith("desc"u8))
            {
                return Text(Part(profile, BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 4)..]), BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 8)..])));
            }
        }

        return "";
    }

    // Version 2: "desc", four zeros, a length, ASCII. Version 4: "mluc", four zeros, number and size of records, each with language, length and place of UTF-16 text.
    private static string Text(ReadOnlySpan<byte> tag)
    {
        if (tag.Length >= 12 && tag.StartsWith("desc"u8))
        {
            return Encoding.ASCII.GetString(Part(tag, 12, BinaryPrimitives.ReadUInt32BigEndian(tag[8..]))).TrimEnd('\0');
        }

        return tag.Length >= 28 && tag.StartsWith("mluc"u8)
            ? Encoding.BigEndianUnicode.GetString(Part(tag, BinaryPrimitives.ReadUInt32BigEndian(tag[24..]), BinaryPrimitives.ReadUInt32BigEndian(tag[20..])))
            : "";
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, uint start, uint length) =>
        start >= bytes.Length ? [] : bytes.Slice((int)start, (int)Math.Min(Math.Min(length, MaxNameBytes), bytes.Length - start));
}
