using DccBridge.AssetFiles.Pixels;
using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Tga;

/// <summary>Checks that a TGA has all of its pixels, and looks at their alpha. The rows' direction does not matter for either.</summary>
internal static class TgaPixels
{
    private const string What = "the pixels";

    /// <summary>Refuses a file that cannot hold the pixels. Of plain pixels the length is known; a packet makes 128 pixels of one at the most.</summary>
    public static void CheckLength(ByteSource source, in TgaHeader header)
    {
        var available = source.Length - header.PixelStart;
        var packets = (header.PixelCount + 127) / 128;
        var least = header.RunLengths ? packets * (1 + header.PixelBytes) : header.PixelCount * header.PixelBytes;
        if (available < least)
        {
            throw source.Error(
                Math.Min(header.PixelStart, source.Length),
                $"{header.Width} x {header.Height} px of {header.PixelBits} bits need at least {least} bytes and {Math.Max(0, available)} follow; the file was cut off or its size is wrong, export or copy it again");
        }
    }

    /// <summary>Walks over the pixels to the last, as far as there is something to learn.</summary>
    /// <param name="source">The file, whose length was checked.</param>
    /// <param name="header">The header.</param>
    /// <param name="alpha">Finds the alpha of a pixel; null when there is none.</param>
    /// <returns>What the alpha holds; unknown without alpha.</returns>
    public static AlphaUse Walk(ByteSource source, in TgaHeader header, TgaAlpha? alpha)
    {
        var cursor = new ByteCursor(source, header.PixelStart, 64 * 1024);
        if (header.RunLengths)
        {
            WalkPackets(source, header, cursor, alpha);
        }
        else
        {
            WalkPlain(header, cursor, alpha);
        }

        return alpha?.Use ?? AlphaUse.Unknown;
    }

    private static void WalkPlain(in TgaHeader header, ByteCursor cursor, TgaAlpha? alpha)
    {
        var pixels = 8192;
        for (var left = header.PixelCount; left > 0 && alpha is { IsDecided: false }; left -= pixels)
        {
            pixels = (int)Math.Min(pixels, left);
            alpha.Add(cursor.Take(pixels * header.PixelBytes, What));
        }
    }

    // A packet may go on in the next row: TGA 2.0 forbids it, TGA 1.0 did not.
    private static void WalkPackets(ByteSource source, in TgaHeader header, ByteCursor cursor, TgaAlpha? alpha)
    {
        for (var left = header.PixelCount; left > 0;)
        {
            var start = cursor.Position;
            var packet = cursor.TakeByte(What);
            var pixels = (packet & 0x7F) + 1;
            if (pixels > left)
            {
                throw source.Error(start, $"a packet has {pixels} pixels and only {left} are left of {header.Width} x {header.Height}; the file was damaged, export it again");
            }

            var stored = cursor.Take((packet >= 0x80 ? 1 : pixels) * header.PixelBytes, What);
            if (alpha is { IsDecided: false })
            {
                alpha.Add(stored);
            }

            left -= pixels;
        }
    }
}
