using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Png;

/// <summary>
/// Looks at the alpha of a PNG while its rows pass by. The filters work byte by byte and never mix the bytes of one place in the pixel with
/// those of another (PNG specification, 9.2), so only the bytes of the alpha are unfiltered; when further pixels cannot change the answer, none.
/// </summary>
internal sealed class PngAlpha
{
    // No row of the usual limits is longer. What is longer is checked as ever, and its alpha stays unknown.
    private const long MaxRowBytes = 1 << 20;

    private readonly PngHeader _header;
    private readonly IPngAlphaSource _source;
    private readonly int _step;
    private byte[] _row = [];
    private int _filled;
    private PngUnfilter _unfilter;

    private PngAlpha(PngHeader header, IPngAlphaSource source)
    {
        _header = header;
        _source = source;
        _step = header.BytesPerPixel;
    }

    /// <summary>What the alpha holds, after all rows.</summary>
    public AlphaUse Use => _source.Use;

    /// <summary>For a picture with alpha; null for one without, or with rows too long to look at.</summary>
    /// <param name="header">The header.</param>
    /// <param name="transparency">Data of the tRNS chunk, of a length that fits the header; null without one.</param>
    public static PngAlpha? For(PngHeader header, byte[]? transparency)
    {
        if (header.RowBytes(header.Width) > MaxRowBytes)
        {
            return null;
        }

        return header.ColorType switch
        {
            PngColorType.GrayAlpha or PngColorType.Rgba => new PngAlpha(header, new PngChannelAlpha(header)),
            PngColorType.Palette when transparency is not null => new PngAlpha(header, new PngPaletteAlpha(header, transparency)),
            PngColorType.Gray or PngColorType.Rgb when transparency is not null => new PngAlpha(header, new PngKeyAlpha(header, transparency)),
            _ => null,
        };
    }

    /// <summary>Begins a pass of rows of the width; the row above its first one is all zeros.</summary>
    public void StartPass(int width)
    {
        _row = new byte[_header.RowBytes(width)];
        _filled = 0;
        _unfilter = new PngUnfilter(_source.FirstByte, _step, (_row.Length - 1 + _step - 1) / _step);
        _source.StartPass(width);
    }

    /// <summary>Takes the next bytes of the pass; never more than the row has left.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_source.IsDecided)
        {
            return;
        }

        if (_filled > 0 || bytes.Length < _row.Length)
        {
            bytes.CopyTo(_row.AsSpan(_filled));
            _filled += bytes.Length;
            if (_filled < _row.Length)
            {
                return;
            }

            bytes = _row;
            _filled = 0;
        }

        _unfilter.Apply(bytes[0], bytes[1..]);
        _source.AddRow(_unfilter.Planes);
    }
}
