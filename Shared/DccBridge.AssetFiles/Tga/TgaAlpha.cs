using System.Buffers.Binary;
using DccBridge.AssetFiles.Pixels;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Tga;

/// <summary>Looks at the alpha of pixels as a TGA stores them: the highest bits of the value, or of the colour that an index stands for.</summary>
internal sealed class TgaAlpha
{
    private readonly TgaHeader _header;
    private readonly AlphaSurvey _survey;
    private readonly byte[] _map;

    private TgaAlpha(TgaHeader header, byte[] map)
    {
        _header = header;
        _map = map;
        _survey = new AlphaSurvey(Opaque(header));
    }

    /// <summary>True when no further pixel can change the answer.</summary>
    public bool IsDecided => _survey.IsDecided;

    /// <summary>The answer so far.</summary>
    public AlphaUse Use => _survey.Use;

    /// <summary>
    /// Whether there is alpha: attribute bits that fit the pixel and that the extension area does not call something else. Pixels of 32 bits
    /// without attribute bits have none, although some programs take the fourth byte for it.
    /// </summary>
    public static bool IsIn(in TgaHeader header, TgaAttributes? attributes) =>
        Opaque(header) > 0 && attributes is not (TgaAttributes.None or TgaAttributes.UndefinedIgnore);

    /// <summary>For a picture with alpha. The colour map is read here, at most 256 KiB.</summary>
    public static TgaAlpha For(ByteSource source, in TgaHeader header)
    {
        var map = header.Kind == TgaPixelKind.ColorMapped ? new byte[header.MapLength * header.MapEntryBytes] : [];
        source.Read(header.MapStart, map, "the colour map");
        return new TgaAlpha(header, map);
    }

    /// <summary>Takes in pixels as they are stored.</summary>
    public void Add(ReadOnlySpan<byte> pixels)
    {
        if (_header.Kind == TgaPixelKind.ColorMapped)
        {
            AddMapped(pixels);
        }
        else
        {
            AddDirect(pixels, _header.PixelBits);
        }
    }

    // The value of an opaque pixel; 0 when the bits are no alpha. Fewer than 8 bits of 32 lie in the high byte's lower end and are taken as they are.
    private static int Opaque(in TgaHeader header) => (header.Kind, header.ColorBits) switch
    {
        (TgaPixelKind.Gray, 16) => header.AttributeBits == 8 ? 255 : 0,
        (TgaPixelKind.Gray, _) => 0,
        (_, 32) => header.AttributeBits > 0 ? (1 << header.AttributeBits) - 1 : 0,
        (_, 16) => header.AttributeBits == 1 ? 1 : 0,
        _ => 0,
    };

    private void AddMapped(ReadOnlySpan<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i += _header.PixelBytes)
        {
            var index = _header.PixelBytes == 1 ? pixels[i] : BinaryPrimitives.ReadUInt16LittleEndian(pixels[i..]);
            var color = index - _header.MapFirst;

            // An index beside the map has no colour; programs show black or the nearest, and none of them makes it transparent.
            if (color >= 0 && color < _header.MapLength)
            {
                AddDirect(_map.AsSpan(color * _header.MapEntryBytes, _header.MapEntryBytes), _header.MapEntryBits);
            }
        }
    }

    private void AddDirect(ReadOnlySpan<byte> pixels, int bits)
    {
        if (bits == 32 && _header.AttributeBits == 8)
        {
            _survey.AddBytes(pixels, 3, 4);
        }
        else if (bits == 32)
        {
            for (var i = 3; i < pixels.Length; i += 4)
            {
                _survey.Add(pixels[i] & ((1 << _header.AttributeBits) - 1));
            }
        }
        else if (_header.Kind == TgaPixelKind.Gray)
        {
            _survey.AddBytes(pixels, 1, 2);
        }
        else
        {
            for (var i = 1; i < pixels.Length; i += 2)
            {
                _survey.Add(pixels[i] >> 7);
            }
        }
    }
}
