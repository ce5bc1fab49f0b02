using System.Numerics;
using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>One corner of a triangle.</summary>
/// <param name="Key">Which point of its list it is; -1 for a corner that has none.</param>
/// <param name="Point">The point, in single precision: Unreal stores meshes so. Zero when the points are not held.</param>
internal readonly record struct FbxCorner(int Key, Vector3 Point);

/// <summary>
/// Finds the point, a position or a UV, that belongs to a corner. Points that corners pick out of a list are held in memory
/// while they are not too many; those that are listed corner by corner are read along.
/// </summary>
internal sealed class FbxCornerPoints : IDisposable
{
    private readonly FbxGeometry _geometry;
    private readonly FbxDocument _document;
    private readonly string _what;
    private readonly int _count;
    private readonly Vector3[]? _held;
    private readonly FbxArrayReader? _keys;
    private readonly FbxArrayReader? _stream;
    private readonly int[]? _keyOfVertex;
    private long _corner = -1;

    /// <summary>Positions: the key is the vertex.</summary>
    /// <param name="document">The file.</param>
    /// <param name="geometry">The mesh.</param>
    /// <param name="held">Its positions; null when they are too many.</param>
    public FbxCornerPoints(FbxDocument document, FbxGeometry geometry, Vector3[]? held)
    {
        (_document, _geometry, _what) = (document, geometry, "position");
        (_held, _count) = (held, geometry.Vertices);
    }

    /// <summary>A UV channel.</summary>
    /// <param name="document">The file.</param>
    /// <param name="geometry">The mesh.</param>
    /// <param name="layer">The channel.</param>
    /// <param name="memory">Memory for the points of meshes; grows here.</param>
    public FbxCornerPoints(FbxDocument document, FbxGeometry geometry, FbxLayer layer, FbxPointMemory memory)
    {
        (_document, _geometry, _what) = (document, geometry, "UV");
        var values = layer.Values!.Value;
        _count = (int)Math.Min(values.Count / 2, int.MaxValue);
        if (layer is { Mapping: FbxMapping.Corner, Indices: null })
        {
            RequireAsMany(values.Count / 2, geometry.Corners.Count, "corners");
            _stream = new FbxArrayReader(document.Reader, values);
            return;
        }

        if (layer.Mapping == FbxMapping.Corner)
        {
            RequireAsMany(layer.Indices!.Value.Count, geometry.Corners.Count, "corners");
            _keys = new FbxArrayReader(document.Reader, layer.Indices.Value);
        }
        else if (layer.Indices is { } indices)
        {
            RequireAsMany(indices.Count, geometry.Vertices, "vertices");
            _keyOfVertex = ReadKeys(indices);
        }
        else
        {
            RequireAsMany(_count, geometry.Vertices, "vertices");
        }

        _held = memory.Load(document.Reader, values, 2);
    }

    /// <summary>False when the points are too many to be held, so that corners have none.</summary>
    public bool HasPoints => _held is not null || _stream is not null;

    /// <summary>The point of the next corner. Must be asked once for each corner in the order of the file.</summary>
    /// <param name="vertex">The corner's vertex, a valid one.</param>
    public FbxCorner Next(int vertex)
    {
        _corner++;
        if (_stream is not null)
        {
            return new FbxCorner((int)_corner, new Vector3((float)_stream.NextNumber(), (float)_stream.NextNumber(), 0));
        }

        var key = _keys is not null ? _keys.NextInteger() : _keyOfVertex is not null ? _keyOfVertex[vertex] : vertex;
        if ((uint)key >= (uint)_count)
        {
            // Maya writes -1 for corners of faces that were never unwrapped.
            return key == -1 ? new FbxCorner(-1, Vector3.Zero) : throw OutOfRange(key);
        }

        return new FbxCorner(key, _held is null ? Vector3.Zero : _held[key]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _stream?.Dispose();
    }

    private int[]? ReadKeys(FbxArray indices)
    {
        if (indices.Count > (uint)_document.Reader.Limits.MaxHeldPoints)
        {
            throw _document.Error(_geometry.Object, $"the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has more than {_document.Reader.Limits.MaxHeldPoints} vertices with a UV index each; split the mesh");
        }

        _document.Reader.Visit(indices.Start, indices.Count);
        using var reader = new FbxArrayReader(_document.Reader, indices);
        var keys = new int[indices.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.NextInteger();
        }

        return keys;
    }

    private void RequireAsMany(long count, long wanted, string what)
    {
        if (count < wanted)
        {
            throw _document.Error(_geometry.Object, $"the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has {wanted} {what} and a UV channel only {count} entries for them; export it again");
        }
    }

    private AssetFileException OutOfRange(int key) => _document.Error(
        _geometry.Object,
        $"the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has the {_what} index {key} and only 0 to {_count - 1} exist; export it again");
}
