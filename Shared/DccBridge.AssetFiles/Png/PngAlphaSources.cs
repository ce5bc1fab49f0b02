using System.Buffers.Binary;
using DccBridge.AssetFiles.Pixels;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Png;

/// <summary>Where the alpha of one kind of picture is found.</summary>
internal interface IPngAlphaSource
{
    /// <summary>The first byte of a pixel that matters; all after it do too.</summary>
    int FirstByte { get; }

    /// <summary>True when no further row can change the answer.</summary>
    bool IsDecided { get; }

    /// <summary>The answer so far.</summary>
    AlphaUse Use { get; }

    /// <summary>Begins a pass of rows of the width.</summary>
    void StartPass(int width);

    /// <summary>Takes in a row: one plane for each byte of the pixel that matters.</summary>
    void AddRow(byte[][] planes);
}

/// <summary>Alpha that is a channel: the last sample of each pixel.</summary>
internal sealed class PngChannelAlpha(PngHeader header) : IPngAlphaSource
{
    private readonly AlphaSurvey _survey = new((1 << header.BitDepth) - 1);

    public int FirstByte => header.BytesPerPixel - (header.BitDepth / 8);

    public bool IsDecided => _survey.IsDecided;

    public AlphaUse Use => _survey.Use;

    public void StartPass(int width)
    {
    }

    public void AddRow(byte[][] planes)
    {
        if (planes.Length == 1)
        {
            _survey.AddBytes(planes[0], 0, 1);
        }
        else
        {
            _survey.AddWords(planes[0], planes[1]);
        }
    }
}

/// <summary>Alpha by colours of the palette: those that pixels use count, the others do not.</summary>
internal sealed class PngPaletteAlpha(PngHeader header, byte[] alphaOfColor) : IPngAlphaSource
{
    private readonly AlphaSurvey _survey = new(255);
    private readonly bool[] _seen = new bool[256];
    private int _width;

    public int FirstByte => 0;

    public bool IsDecided => _survey.IsDecided;

    public AlphaUse Use => _survey.Use;

    public void StartPass(int width) => _width = width;

    public void AddRow(byte[][] planes)
    {
        for (var x = 0; x < _width; x++)
        {
            var color = PngSamples.Packed(planes[0], x, header.BitDepth);
            if (!_seen[color])
            {
                _seen[color] = true;
                _survey.Add(color < alphaOfColor.Length ? alphaOfColor[color] : 255);
            }
        }
    }
}

/// <summary>Alpha by one colour that is transparent, all others being opaque.</summary>
internal sealed class PngKeyAlpha(PngHeader header, byte[] key) : IPngAlphaSource
{
    private readonly AlphaSurvey _survey = new(1);
    private int _width;

    public int FirstByte => 0;

    public bool IsDecided => false;

    public AlphaUse Use => _survey.Use;

    public void StartPass(int width) => _width = width;

    public void AddRow(byte[][] planes)
    {
        for (var x = 0; x < _width; x++)
        {
            _survey.Add(IsKey(planes, x) ? 0 : 1);
        }
    }

    private bool IsKey(byte[][] planes, int x)
    {
        for (var sample = 0; sample < key.Length / 2; sample++)
        {
            var wanted = BinaryPrimitives.ReadUInt16BigEndian(key.AsSpan(sample * 2));
            var value = header.BitDepth switch
            {
                16 => (planes[sample * 2][x] << 8) | planes[(sample * 2) + 1][x],
                8 => planes[sample][x],
                _ => PngSamples.Packed(planes[0], x, header.BitDepth),
            };
            if (value != wanted)
            {
                return false;
            }
        }

        return true;
    }
}
