namespace DccBridge.AssetFiles.Png;

/// <summary>Samples that share bytes: the leftmost in the high bits (PNG specification, 7.2).</summary>
internal static class PngSamples
{
    /// <summary>The sample at the place.</summary>
    /// <param name="row">The bytes of a row.</param>
    /// <param name="x">Which sample, from the left.</param>
    /// <param name="bits">Bits per sample: 1, 2, 4 or 8.</param>
    public static int Packed(byte[] row, int x, int bits)
    {
        var bit = (long)x * bits;
        return (row[(int)(bit >> 3)] >> (8 - bits - (int)(bit & 7))) & ((1 << bits) - 1);
    }
}
