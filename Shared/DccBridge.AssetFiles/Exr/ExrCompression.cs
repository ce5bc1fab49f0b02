namespace DccBridge.AssetFiles.Exr;

/// <summary>The compressions by their numbers in the attribute "compression".</summary>
internal enum ExrCompression
{
    None = 0,
    Rle = 1,
    Zips = 2,
    Zip = 3,
    Piz = 4,
    Pxr24 = 5,
    B44 = 6,
    B44A = 7,
    Dwaa = 8,
    Dwab = 9,
}

/// <summary>What follows from a compression.</summary>
internal static class ExrCompressionLines
{
    /// <summary>Scan lines that are compressed together.</summary>
    public static int LinesPerChunk(this ExrCompression compression) => compression switch
    {
        ExrCompression.None or ExrCompression.Rle or ExrCompression.Zips => 1,
        ExrCompression.Zip or ExrCompression.Pxr24 => 16,
        ExrCompression.Dwab => 256,
        _ => 32,
    };
}
