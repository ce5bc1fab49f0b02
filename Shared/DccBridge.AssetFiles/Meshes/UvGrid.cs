using System.Numerics;
using System.Runtime.CompilerServices;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>
/// Which points of a grid over the square from 0 to 1 are covered by one triangle, and which by more. The points are the
/// centres of the grid's cells. Two bits a point: 256 KiB for 1024 x 1024, in bands of rows that are made when something is drawn on
/// them. A large array for each channel of each small file would cost more than the drawing: the runtime clears it, and collects such
/// arrays together with all that is old.
/// </summary>
/// <remarks>
/// Triangles are drawn row by row. Where an edge crosses a row is computed from its lower to its upper end, whichever
/// triangle it belongs to, so two triangles that share an edge agree on it to the last bit; rows and columns are taken from
/// the first end inclusive to the last exclusive (the top-left rule of rasterizers). So a point belongs to one of two
/// neighbours and never to both.
/// </remarks>
internal sealed class UvGrid
{
    // Of 1024 points a row, a band takes 8 KiB.
    private const int RowsPerBand = 32;

    private readonly int _side;
    private readonly int _wordsPerRow;
    private readonly ulong[]?[] _bands;
    private long _stepsLeft;

    /// <param name="side">Points along each side; a multiple of 64.</param>
    /// <param name="maxSteps">Most rows and 64-point words of rows to visit for all triangles together; about 400 million take a second.</param>
    public UvGrid(int side, long maxSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(side % 64, 0);
        _side = side;
        _wordsPerRow = side / 64;
        _bands = new ulong[]?[side / RowsPerBand];
        _stepsLeft = maxSteps;
    }

    /// <summary>True when the limit was reached: then the grid is no longer drawn on.</summary>
    public bool IsExhausted => _stepsLeft < 0;

    /// <summary>Percent of the covered points that are covered more than once; null when none is covered.</summary>
    public double? OverlapPercent()
    {
        var (covered, overlapped) = Count();
        return covered == 0 ? null : 100.0 * overlapped / covered;
    }

    /// <summary>How many points are covered at all, and how many more than once.</summary>
    public (int Covered, int Overlapped) Count()
    {
        int covered = 0, overlapped = 0;
        foreach (var band in _bands)
        {
            var half = band?.Length / 2 ?? 0;
            for (var i = 0; i < half; i++)
            {
                covered += BitOperations.PopCount(band![i]);
                overlapped += BitOperations.PopCount(band[half + i]);
            }
        }

        return (covered, overlapped);
    }

    /// <summary>Draws a triangle with finite corners; what lies outside of the square is cut off.</summary>
    /// <param name="a">A corner.</param>
    /// <param name="b">A corner.</param>
    /// <param name="c">A corner.</param>
    /// <param name="twice">True when it lies there more than once.</param>
    public void Draw(UvPoint a, UvPoint b, UvPoint c, bool twice)
    {
        // From the lowest corner up; equal heights in the order of U, so that an edge has the same ends in both its triangles.
        (a, b) = IsBelow(b, a) ? (b, a) : (a, b);
        (b, c) = IsBelow(c, b) ? (c, b) : (b, c);
        (a, b) = IsBelow(b, a) ? (b, a) : (a, b);
        var (first, middle, end) = (FirstPoint(a.V), FirstPoint(b.V), FirstPoint(c.V));
        DrawRows(first, middle, a, b, a, c, twice);
        DrawRows(middle, end, b, c, a, c, twice);
    }

    private static bool IsBelow(UvPoint a, UvPoint b) => a.V < b.V || (a.V == b.V && a.U < b.U);

    // The first row or column whose points are not before the coordinate, within the square.
    // Twice per triangle and row; a conversion to int stops at its ends.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstPoint(double coordinate) => Math.Clamp((int)Math.Ceiling((coordinate * _side) - 0.5), 0, _side);

    private void DrawRows(int first, int end, UvPoint low, UvPoint high, UvPoint longLow, UvPoint longHigh, bool twice)
    {
        for (var row = first; row < end && !IsExhausted; row++)
        {
            var v = (row + 0.5) / _side;
            var (left, right) = (FirstPoint(Crossing(low, high, v)), FirstPoint(Crossing(longLow, longHigh, v)));
            _stepsLeft--;
            if (left != right)
            {
                Fill(row, Math.Min(left, right), Math.Max(left, right), twice);
            }
        }
    }

    // Multiplied before divided: the quotient is then exact whenever the crossing is a point of the grid.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Crossing(UvPoint low, UvPoint high, double v) => low.U + ((high.U - low.U) * (v - low.V) / (high.V - low.V));

    private void Fill(int row, int left, int right, bool twice)
    {
        var (firstWord, lastWord) = (left >> 6, (right - 1) >> 6);
        _stepsLeft -= lastWord - firstWord + 1;

        // The first half says which points are covered, the second which more than once.
        var half = RowsPerBand * _wordsPerRow;
        var band = _bands[row / RowsPerBand] ??= new ulong[2 * half];
        var once = band.AsSpan(row % RowsPerBand * _wordsPerRow, _wordsPerRow);
        var more = band.AsSpan(half + (row % RowsPerBand * _wordsPerRow), _wordsPerRow);
        var mask = ulong.MaxValue << (left & 63);
        for (var word = firstWord; word <= lastWord; word++, mask = ulong.MaxValue)
        {
            if (word == lastWord)
            {
                mask &= ulong.MaxValue >> (63 - ((right - 1) & 63));
            }

            more[word] |= twice ? mask : once[word] & mask;
            once[word] |= mask;
        }
    }
}
