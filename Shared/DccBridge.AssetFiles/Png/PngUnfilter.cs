namespace DccBridge.AssetFiles.Png;

/// <summary>
/// Undoes the filters of rows (PNG specification, 9.2) for some of a pixel's bytes. It keeps one row: each value is replaced by the one
/// below it as soon as nobody needs it any more.
/// </summary>
internal readonly struct PngUnfilter
{
    private readonly int _first;
    private readonly int _step;

    /// <param name="first">The first byte of a pixel to unfilter; all after it are too.</param>
    /// <param name="step">Bytes of a pixel, at least 1.</param>
    /// <param name="count">Pixels of a row; bytes when several pixels share one.</param>
    public PngUnfilter(int first, int step, int count)
    {
        _first = first;
        _step = step;
        Planes = new byte[step - first][];
        for (var i = 0; i < Planes.Length; i++)
        {
            Planes[i] = new byte[count];
        }
    }

    /// <summary>The last row, one plane for each byte of the pixel.</summary>
    public byte[][] Planes { get; }

    /// <summary>Takes the next row, without its filter byte.</summary>
    /// <param name="filter">Filter type, 0 to 4.</param>
    /// <param name="row">All bytes of the row.</param>
    public void Apply(byte filter, ReadOnlySpan<byte> row)
    {
        for (var i = 0; i < Planes.Length; i++)
        {
            Apply(filter, row[(_first + i)..], _step, Planes[i]);
        }
    }

    private static void Apply(byte filter, ReadOnlySpan<byte> row, int step, byte[] plane)
    {
        var left = 0;
        var at = 0;
        switch (filter)
        {
            case 0:
                for (var x = 0; x < plane.Length; x++, at += step)
                {
                    plane[x] = row[at];
                }

                break;
            case 1:
                for (var x = 0; x < plane.Length; x++, at += step)
                {
                    plane[x] = (byte)(left += row[at]);
                }

                break;
            case 2:
                for (var x = 0; x < plane.Length; x++, at += step)
                {
                    plane[x] += row[at];
                }

                break;
            case 3:
                for (var x = 0; x < plane.Length; x++, at += step)
                {
                    left = (byte)(row[at] + ((left + plane[x]) >> 1));
                    plane[x] = (byte)left;
                }

                break;
            default:
                var aboveLeft = 0;
                for (var x = 0; x < plane.Length; x++, at += step)
                {
                    int above = plane[x];
                    left = (byte)(row[at] + Paeth(left, above, aboveLeft));
                    aboveLeft = above;
                    plane[x] = (byte)left;
                }

                break;
        }
    }

    // The neighbour nearest to left + above - aboveLeft; in a tie left, then above.
    private static int Paeth(int left, int above, int aboveLeft)
    {
        var toLeft = Math.Abs(above - aboveLeft);
        var toAbove = Math.Abs(left - aboveLeft);
        var toAboveLeft = Math.Abs(left + above - aboveLeft - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
