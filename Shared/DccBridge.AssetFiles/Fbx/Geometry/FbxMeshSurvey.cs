using System.Numerics;
using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>What one mesh counts, once for all places where it stands.</summary>
/// <param name="Triangles">Its triangles.</param>
/// <param name="Degenerate">Those without area.</param>
/// <param name="Materials">Triangles by the place of the material in the model's list, in the order of first use.</param>
internal sealed record FbxMeshCounts(int Triangles, int Degenerate, IReadOnlyList<(int Material, long Triangles)> Materials);

/// <summary>
/// Looks at every vertex and corner of the meshes: bounds, triangles without area, materials of the polygons, UV channels.
/// Passes over the lists once for the positions and once for each UV channel, so that the points of one list at a time are
/// held, and one bit for each triangle.
/// </summary>
internal sealed class FbxMeshSurvey
{
    private readonly FbxDocument _document;
    private readonly FbxPointMemory _memory;
    private readonly UvSurvey[] _uvs;
    private readonly bool[] _uvsMeasured;
    private ulong[] _flat = [];
    private FbxPolygonSplits _splits = new();

    /// <param name="document">The file.</param>
    /// <param name="uvChannels">UV channels to look at: those that every mesh has.</param>
    public FbxMeshSurvey(FbxDocument document, int uvChannels)
    {
        _document = document;
        _memory = new FbxPointMemory(document.Reader.Limits);
        _uvs = [.. Enumerable.Range(0, uvChannels).Select(_ => new UvSurvey(document.Reader.Limits.MaxUvGridSteps / uvChannels))];
        _uvsMeasured = [.. Enumerable.Repeat(true, uvChannels)];
    }

    /// <summary>The box around all positions at all places, in units and axes of the file.</summary>
    public MeshBounds Bounds { get; } = new();

    /// <summary>The facts of the UV channels.</summary>
    public IReadOnlyList<UvFacts> UvFacts() =>
        [.. _uvs.Select((survey, channel) => _uvsMeasured[channel] ? survey.Facts() : survey.Facts() with { OverlapPercent = null })];

    /// <summary>Counts the triangles and vertices of a mesh and nothing else.</summary>
    public static NodeCounts Count(FbxDocument document, FbxGeometry geometry)
    {
        using var triangles = new FbxTriangles(document, geometry, null);
        while (triangles.Next())
        {
        }

        return new NodeCounts(triangles.Count, geometry.Vertices);
    }

    /// <summary>Looks at a mesh that stands at some places.</summary>
    public FbxMeshCounts Survey(FbxGeometry geometry, Affine[] places)
    {
        var counts = SurveyPositions(geometry, LoadPositions(geometry, places));
        for (var channel = 0; channel < _uvs.Length; channel++)
        {
            SurveyUvs(geometry, channel, places.Length);
        }

        return counts;
    }

    /// <summary>Gives out the triangles of a mesh, once for each place where it stands. Reads it once more.</summary>
    /// <param name="geometry">The mesh.</param>
    /// <param name="places">Where it stands.</param>
    /// <param name="toUnreal">Turns a point of the file into centimetres and Unreal's axes.</param>
    /// <param name="sink">Takes them.</param>
    public void Give(FbxGeometry geometry, Affine[] places, Func<Vector3D, Vector3D> toUnreal, TriangleSink sink)
    {
        if (_memory.Load(_document.Reader, geometry.Positions, 3) is not { } held)
        {
            return;
        }

        var splits = new FbxPolygonSplits();
        using var points = new FbxCornerPoints(_document, geometry, held);
        using var triangles = new FbxTriangles(_document, geometry, points, splits, findsSplits: true);
        while (triangles.Next())
        {
            var (a, b, c) = (Widen(triangles.A.Point), Widen(triangles.B.Point), Widen(triangles.C.Point));
            foreach (var place in places)
            {
                sink(Placed(place, a), Placed(place, b), Placed(place, c));
            }
        }

        Vector3D Placed(Affine place, Vector3D point) => toUnreal(place.Apply(point.X, point.Y, point.Z));
    }

    /// <summary>Gives back what was held for single meshes; bounds and UV channels stay.</summary>
    public void Release()
    {
        _memory.Release();
        _flat = [];
        _splits = new FbxPolygonSplits();
    }

    private Vector3[]? LoadPositions(FbxGeometry geometry, Affine[] places)
    {
        var held = _memory.Take(geometry.Vertices);
        _document.Reader.Visit(geometry.Positions.Start, (long)geometry.Vertices * Math.Max(1, places.Length));
        using var numbers = new FbxArrayReader(_document.Reader, geometry.Positions);
        for (var i = 0; i < geometry.Vertices; i++)
        {
            var (x, y, z) = (numbers.NextNumber(), numbers.NextNumber(), numbers.NextNumber());
            if (held is not null)
            {
                held[i] = new Vector3((float)x, (float)y, (float)z);
            }

            foreach (var place in places)
            {
                Bounds.Widen(place.Apply(x, y, z));
            }
        }

        return held;
    }

    private FbxMeshCounts SurveyPositions(FbxGeometry geometry, Vector3[]? held)
    {
        _splits = new FbxPolygonSplits();
        _flat = _uvs.Length > 0 ? new ulong[(geometry.Corners.Count / 64) + 1] : [];
        using var points = new FbxCornerPoints(_document, geometry, held);
        using var triangles = new FbxTriangles(_document, geometry, points, held is null ? null : _splits, findsSplits: true);
        using var materials = new FbxPolygonMaterials(_document, geometry);
        var degenerate = 0;
        while (triangles.Next())
        {
            materials.Add(triangles.Polygon);
            var (a, b, c) = (triangles.A, triangles.B, triangles.C);
            if (a.Key == b.Key || b.Key == c.Key || c.Key == a.Key || (held is not null && FlatTriangle.IsFlat(Widen(a.Point), Widen(b.Point), Widen(c.Point))))
            {
                degenerate++;
                if (_flat.Length > 0)
                {
                    _flat[(triangles.Count - 1) >> 6] |= 1UL << (triangles.Count - 1);
                }
            }
        }

        return new FbxMeshCounts(triangles.Count, degenerate, materials.InOrder());
    }

    private void SurveyUvs(FbxGeometry geometry, int channel, int places)
    {
        using var points = new FbxCornerPoints(_document, geometry, geometry.Uvs[channel], _memory);
        using var triangles = new FbxTriangles(_document, geometry, points, _splits);
        var survey = _uvs[channel];
        if (!points.HasPoints)
        {
            _uvsMeasured[channel] = false;
        }

        while (triangles.Next())
        {
            if (points.HasPoints)
            {
                var hasArea = (_flat[(triangles.Count - 1) >> 6] & (1UL << (triangles.Count - 1))) == 0;
                survey.Add(Uv(triangles.A), Uv(triangles.B), Uv(triangles.C), hasArea, places);
            }
        }
    }

    private static UvPoint Uv(FbxCorner corner) => new(corner.Point.X, corner.Point.Y);

    private static Vector3D Widen(Vector3 point) => new(point.X, point.Y, point.Z);
}
