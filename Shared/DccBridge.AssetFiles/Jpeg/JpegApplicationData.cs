using DccBridge.AssetFiles.Color;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Jpeg;

/// <summary>
/// What the application segments say: Exif (APP1), the ICC profile (APP2, in pieces) and Adobe's transform (APP14). None of them can make a
/// picture fail: programs show pictures with damaged ones, and so does Unreal.
/// </summary>
internal sealed class JpegApplicationData
{
    // The greatest profiles in use, of printers, have some MiB; a name is looked for in no greater one.
    private const int MaxProfileBytes = 4 << 20;

    private readonly SortedDictionary<byte, byte[]> _profile = [];
    private int _profilePieces;
    private int _profileBytes;
    private ExifFacts _exif;

    /// <summary>Adobe's colour transform; null without its segment.</summary>
    public byte? AdobeTransform { get; private set; }

    /// <summary>The program that wrote the picture; null when Exif does not say.</summary>
    public string? Software => _exif.Software;

    /// <summary>The profile's answer, else that of Exif.</summary>
    public ColorSpace ColorSpace
    {
        get
        {
            if (_profilePieces == 0)
            {
                return _exif.ColorSpace;
            }

            return _profile.Count == _profilePieces && _profileBytes <= MaxProfileBytes
                ? IccProfile.ColorSpaceOf([.. _profile.Values.SelectMany(static piece => piece)])
                : ColorSpace.Other;
        }
    }

    /// <summary>True for the segments that this class reads.</summary>
    public static bool Knows(byte marker) => marker is JpegMarker.Application1 or JpegMarker.Application2 or JpegMarker.Application14;

    /// <summary>Reads a segment; one of somebody else is left alone.</summary>
    public void Read(byte marker, ReadOnlySpan<byte> data)
    {
        var exif = "Exif\0\0"u8;
        var profile = "ICC_PROFILE\0"u8;
        var adobe = "Adobe"u8;
        switch (marker)
        {
            case JpegMarker.Application1 when data.StartsWith(exif):
                _exif = ExifFacts.Read(data[exif.Length..]);
                break;
            case JpegMarker.Application2 when data.StartsWith(profile) && data.Length > profile.Length + 2:
                AddPiece(data[profile.Length], data[profile.Length + 1], data[(profile.Length + 2)..]);
                break;
            case JpegMarker.Application14 when data.StartsWith(adobe) && data.Length >= 12:
                AdobeTransform = data[11];
                break;
            default:
                break;
        }
    }

    // Pieces are numbered from 1; each says how many there are.
    private void AddPiece(byte number, byte count, ReadOnlySpan<byte> piece)
    {
        _profilePieces = Math.Max(_profilePieces, Math.Max((byte)1, count));
        _profileBytes += piece.Length;
        if (_profileBytes <= MaxProfileBytes)
        {
            _profile[number] = piece.ToArray();
        }
    }
}
