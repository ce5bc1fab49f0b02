namespace DccBridge.Companion.Thumbnails;

/// <summary>
/// Makes a small picture of a PNG: reads it row by row, averages boxes of pixels weighted by their alpha, and writes 8-bit RGBA. Facts of the format
/// are from the PNG specification (W3C, third edition). The file is not trusted: what does not fit together gives no picture.
/// </summary>
internal static class PngThumbnail
{
    /// <summary>Longest side in pixels: one and a half times what the page shows, for screens with small pixels.</summary>
    public const int Side = 160;

    private const int MaxSide = 32768;

    /// <summary>The small picture as a PNG; null for files that are broken, interlaced, or have more pixels than are wanted.</summary>
    /// <param name="file">The PNG, from its start.</param>
    /// <param name="maxPixels">What there is time for.</param>
    public static byte[]? Make(Stream file, long maxPixels)
    {
        try
        {
            return PngImage.Open(file) is { } image && image.Width <= MaxSide && image.Height <= MaxSide && (long)image.Width * image.Height <= maxPixels
                ? Shrink(image)
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // It was good when it was judged; whatever it is by now, a drawing stands in for it.
            return null;
        }
    }

    private static byte[] Shrink(PngImage image)
    {
        var scale = Math.Min(1, (double)Side / Math.Max(image.Width, image.Height));
        var width = Math.Max(1, (int)(image.Width * scale));
        var height = Math.Max(1, (int)(image.Height * scale));
        var pixels = new byte[((width * 4) + 1) * height];
        var columns = new int[image.Width];
        for (var x = 0; x < columns.Length; x++)
        {
            columns[x] = (int)((long)x * width / image.Width);
        }

        var sums = new Box[width];
        var row = new byte[image.Width * 4];
        var target = 0;
        for (var y = 0; y < image.Height; y++)
        {
            var at = (int)((long)y * height / image.Height);
            if (at != target)
            {
                Write(sums, pixels.AsSpan(((width * 4) + 1) * target));
                Array.Clear(sums);
                target = at;
            }

            image.ReadRow(row);
            for (var x = 0; x < columns.Length; x++)
            {
                sums[columns[x]].Add(row.AsSpan(x * 4, 4));
            }
        }

        Write(sums, pixels.AsSpan(((width * 4) + 1) * target));
        return SmallPng.Encode(width, height, pixels);
    }

    // The first byte of each row stays 0: no filter.
    private static void Write(Box[] sums, Span<byte> row)
    {
        for (var x = 0; x < sums.Length; x++)
        {
            sums[x].Average(row.Slice(1 + (x * 4), 4));
        }
    }

    private struct Box
    {
        private long _red;
        private long _green;
        private long _blue;
        private long _alpha;
        private long _count;

        public void Add(ReadOnlySpan<byte> rgba)
        {
            _red += rgba[0] * rgba[3];
            _green += rgba[1] * rgba[3];
            _blue += rgba[2] * rgba[3];
            _alpha += rgba[3];
            _count++;
        }

        public readonly void Average(Span<byte> rgba)
        {
            if (_alpha > 0)
            {
                (rgba[0], rgba[1], rgba[2]) = ((byte)(_red / _alpha), (byte)(_green / _alpha), (byte)(_blue / _alpha));
            }

            rgba[3] = _count == 0 ? (byte)0 : (byte)(_alpha / _count);
        }
    }
}
