using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>
/// Looks at the triangles of one UV channel one after the other. Takes 256 KiB, none per triangle, and time by the covered
/// points; neither when overlaps are not wanted.
/// </summary>
internal sealed class UvSurvey
{
    /// <summary>Points of the grid along each side of the square from 0 to 1.</summary>
    public const int GridSide = 1024;

    /// <summary>How far a corner may lie outside of the square: the rounding of half-precision UVs and of seams pushed against the border.</summary>
    private const double Margin = 0.001;

    private readonly UvGrid? _grid;
    private long _outside;
    private long _degenerate;
    private bool _invalid;

    /// <param name="maxSteps">Work on overlaps before they are given up and reported as not measured, see <see cref="AssetFileLimits.MaxUvGridSteps"/>; 0 measures none.</param>
    /// <param name="gridSide">Points along each side of the grid; a multiple of 64. Tests take fewer.</param>
    public UvSurvey(long maxSteps, int gridSide = GridSide) => _grid = maxSteps > 0 ? new UvGrid(gridSide, maxSteps) : null;

    /// <summary>Takes a triangle in.</summary>
    /// <param name="a">UV of its first corner.</param>
    /// <param name="b">UV of its second corner.</param>
    /// <param name="c">UV of its third corner.</param>
    /// <param name="hasArea">Whether it has an area in space: one without is no fault of the channel.</param>
    /// <param name="times">How many times the mesh has it (a mesh that stands at two places covers its texture twice).</param>
    public void Add(UvPoint a, UvPoint b, UvPoint c, bool hasArea, int times = 1)
    {
        if (!a.IsFinite || !b.IsFinite || !c.IsFinite)
        {
            _invalid = true;
            return;
        }

        if (a.IsOutside(Margin) || b.IsOutside(Margin) || c.IsOutside(Margin))
        {
            _outside += times;
        }

        if (FlatTriangle.IsFlat(a, b, c))
        {
            _degenerate += hasArea ? times : 0;
            return;
        }

        _grid?.Draw(a, b, c, times > 1);
    }

    /// <summary>What was found.</summary>
    public UvFacts Facts() => new()
    {
        OverlapPercent = _grid is { IsExhausted: false } grid ? grid.OverlapPercent() : null,
        TrianglesOutside = (int)Math.Min(_outside, int.MaxValue),
        DegenerateTriangles = (int)Math.Min(_degenerate, int.MaxValue),
        HasInvalidCoordinates = _invalid,
    };
}
