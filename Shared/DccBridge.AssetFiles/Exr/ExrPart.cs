namespace DccBridge.AssetFiles.Exr;

/// <summary>How a sample is stored (channel list, "pixel type").</summary>
internal enum ExrPixelType
{
    UInt = 0,
    Half = 1,
    Float = 2,
}

/// <summary>A channel of a part: "R", or "layer.R".</summary>
internal readonly record struct ExrChannel(string Name, ExrPixelType Type)
{
    /// <summary>Bytes of a sample.</summary>
    public int Bytes => Type == ExrPixelType.Half ? 2 : 4;
}

/// <summary>A box of pixels, both ends included.</summary>
internal readonly record struct ExrWindow(int Left, int Top, int Right, int Bottom)
{
    public long Width => (long)Right - Left + 1;

    public long Height => (long)Bottom - Top + 1;
}

/// <summary>How the smaller levels of a tiled part are made.</summary>
internal enum ExrLevels
{
    One = 0,
    MipMap = 1,
    RipMap = 2,
}

/// <summary>Size of the tiles in pixels, and the levels.</summary>
internal readonly record struct ExrTiles(int Width, int Height, ExrLevels Levels, bool RoundsUp);

/// <summary>What the header of one part says, checked.</summary>
internal sealed record ExrPart
{
    /// <summary>Channels in the order of the file, which is by name.</summary>
    public required IReadOnlyList<ExrChannel> Channels { get; init; }

    /// <summary>How the pixels are compressed.</summary>
    public required ExrCompression Compression { get; init; }

    /// <summary>The pixels that are stored.</summary>
    public required ExrWindow DataWindow { get; init; }

    /// <summary>Tiles; null for a part of scan lines.</summary>
    public required ExrTiles? Tiles { get; init; }

    /// <summary>True when the file names primaries other than those of Rec. 709.</summary>
    public bool HasOtherPrimaries { get; init; }

    /// <summary>The program that wrote it; null when the file does not say.</summary>
    public string? Software { get; init; }

    /// <summary>Number of chunks.</summary>
    public long ChunkCount => Tiles is { } tiles ? ExrTileLevels.Count(DataWindow, tiles) : (DataWindow.Height + LinesPerChunk - 1) / LinesPerChunk;

    /// <summary>Lines of a chunk of scan lines.</summary>
    public int LinesPerChunk => Compression.LinesPerChunk();

    /// <summary>Bytes of a pixel, uncompressed.</summary>
    public long PixelBytes => Channels.Sum(static channel => (long)channel.Bytes);

    /// <summary>Most bytes that a chunk may have: what does not become smaller is stored as it is.</summary>
    public long MostChunkBytes => PixelBytes * (Tiles is { } tiles ? Math.Min(tiles.Width, DataWindow.Width) * Math.Min(tiles.Height, DataWindow.Height) : DataWindow.Width * LinesPerChunk);
}
