using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Png;

/// <summary>
/// What the chunks of a PNG say of its colours. When several do, the order is cICP, iCCP, sRGB, gAMA with cHRM
/// (PNG specification, third edition, 4.3).
/// </summary>
internal sealed class PngColorStatement(ByteSource source)
{
    private const uint SrgbGamma = 45455;
    private const uint LinearGamma = 100000;

    // Writers round differently; libpng too takes gammas that are this close for equal.
    private const uint GammaTolerance = 500;

    // White point and primaries of sRGB (ITU-R BT.709), times 100000.
    private static readonly uint[] SrgbChromaticities = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];

    private ColorSpace? _codePoints;
    private string? _profileName;
    private bool _srgb;
    private uint? _gamma;
    private bool _otherPrimaries;

    /// <summary>True when the type is of a chunk that this class reads.</summary>
    public static bool Knows(string type) => type is "cICP" or "iCCP" or "sRGB" or "gAMA" or "cHRM";

    /// <summary>The answer, after all chunks before the image data were read.</summary>
    public ColorSpace Value
    {
        get
        {
            if (_codePoints is { } codePoints)
            {
                return codePoints;
            }

            if (_profileName is not null)
            {
                return _profileName.Contains("sRGB", StringComparison.OrdinalIgnoreCase) ? ColorSpace.Srgb : ColorSpace.Other;
            }

            if (_srgb)
            {
                return ColorSpace.Srgb;
            }

            return _gamma switch
            {
                null => _otherPrimaries ? ColorSpace.Other : ColorSpace.Unspecified,
                _ when _otherPrimaries => ColorSpace.Other,
                >= SrgbGamma - GammaTolerance and <= SrgbGamma + GammaTolerance => ColorSpace.Srgb,
                >= LinearGamma - GammaTolerance and <= LinearGamma + GammaTolerance => ColorSpace.Linear,
                _ => ColorSpace.Other,
            };
        }
    }

    /// <summary>Reads the present chunk, which must be one that this class knows.</summary>
    public void Read(PngChunkReader chunks)
    {
        switch (chunks.Type)
        {
            case "cICP":
                var points = Exactly(chunks, 4);
                _codePoints = (points[0], points[1]) switch
                {
                    (1, 13) => ColorSpace.Srgb,
                    (_, 8) => ColorSpace.Linear,
                    _ => ColorSpace.Other,
                };
                break;
            case "iCCP":
                _profileName = ReadProfileName(chunks);
                break;
            case "sRGB":
                if (Exactly(chunks, 1)[0] > 3)
                {
                    throw source.Error(chunks.DataStart, "the rendering intent of chunk sRGB must be 0 to 3; export it again");
                }

                _srgb = true;
                break;
            case "gAMA":
                _gamma = BinaryPrimitives.ReadUInt32BigEndian(Exactly(chunks, 4));
                if (_gamma == 0)
                {
                    throw source.Error(chunks.DataStart, "the gamma of chunk gAMA is 0; export it again without gamma");
                }

                break;
            default:
                var values = Exactly(chunks, 32);
                for (var i = 0; i < SrgbChromaticities.Length; i++)
                {
                    var difference = (long)BinaryPrimitives.ReadUInt32BigEndian(values.AsSpan(i * 4)) - SrgbChromaticities[i];
                    _otherPrimaries |= Math.Abs(difference) > GammaTolerance;
                }

                break;
        }
    }

    private byte[] Exactly(PngChunkReader chunks, int length)
    {
        if (chunks.DataLength != length)
        {
            throw source.Error(chunks.Start, $"chunk {chunks.Type} must have {length} bytes and has {chunks.DataLength}; export it again");
        }

        return chunks.ReadAll();
    }

    // The name alone is read: 1 to 79 Latin-1 characters up to a zero. The profile itself stays unread.
    private string ReadProfileName(PngChunkReader chunks)
    {
        var start = new byte[(int)Math.Min(80, chunks.DataLength)];
        chunks.Read(start);
        var end = Array.IndexOf(start, (byte)0);
        if (end < 1)
        {
            throw source.Error(chunks.DataStart, "the profile of chunk iCCP has no name of 1 to 79 characters; export it again");
        }

        if (chunks.Left > 0)
        {
            chunks.Skip();
        }

        return Encoding.Latin1.GetString(start, 0, end);
    }
}
