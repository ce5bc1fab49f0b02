namespace DccBridge.AssetFiles.Jpeg;

/// <summary>The second bytes of JPEG markers (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte DefineLines = 0xDC;
    public const byte Application1 = 0xE1;
    public const byte Application2 = 0xE2;
    public const byte Application14 = 0xEE;

    private const byte FirstFrame = 0xC0;
    private const byte LastFrame = 0xCF;

    /// <summary>True for SOF0 to SOF15; three numbers between them are Huffman tables, a reserved one and arithmetic conditioning.</summary>
    public static bool IsFrame(byte marker) => marker is >= FirstFrame and <= LastFrame and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>True for the restart markers that stand inside a scan.</summary>
    public static bool IsRestart(byte marker) => marker is >= 0xD0 and <= 0xD7;

    /// <summary>True for a marker that is followed by a length.</summary>
    public static bool IsSegment(byte marker) => marker >= FirstFrame && !IsRestart(marker) && marker is not (StartOfImage or EndOfImage or 0xFF);
}
