using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Meshes;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>Which material the triangles of a mesh have, as a place in the list of the model's materials; read along with the polygons.</summary>
internal sealed class FbxPolygonMaterials : IDisposable
{
    private readonly FbxDocument _document;
    private readonly FbxGeometry _geometry;
    private readonly FbxArrayReader? _materials;
    private readonly SlotCounts<int> _counts = new();
    private int _polygon = -1;
    private int _material;
    private long _triangles;

    public FbxPolygonMaterials(FbxDocument document, FbxGeometry geometry)
    {
        _document = document;
        _geometry = geometry;
        if (geometry.Materials is not { } list)
        {
            // Without a layer the first material holds, as in the FBX SDK.
            return;
        }

        var reader = new FbxArrayReader(document.Reader, list);
        if (geometry.HasMaterialPerPolygon)
        {
            _materials = reader;
            return;
        }

        using (reader)
        {
            _material = reader.NextInteger();
        }
    }

    /// <summary>The material of the triangle that was added last.</summary>
    public int Current => _material;

    /// <summary>Counts a triangle of a polygon; polygons must rise from call to call.</summary>
    public void Add(int polygon)
    {
        if (_materials is not null)
        {
            while (_polygon < polygon)
            {
                Advance();
            }
        }

        _triangles++;
    }

    /// <summary>Triangles by material, in the order of first use.</summary>
    public IReadOnlyList<(int Material, long Triangles)> InOrder()
    {
        Flush();
        return _counts.InOrder;
    }

    /// <inheritdoc/>
    public void Dispose() => _materials?.Dispose();

    private void Advance()
    {
        _polygon++;
        if (_polygon >= _materials!.Count)
        {
            throw _document.Error(_geometry.Object, $"the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has materials for {_materials.Count} polygons and more polygons; export it again");
        }

        var next = _materials.NextInteger();
        if (next != _material)
        {
            Flush();
            _material = next;
        }
    }

    // Neighbouring polygons mostly share a material, so runs are counted.
    private void Flush()
    {
        if (_triangles > 0)
        {
            _counts.Add(_material, _triangles);
            _triangles = 0;
            if (_counts.Count > _document.Reader.Limits.MaxSlots)
            {
                throw _document.Error(_geometry.Object, $"the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has more than {_document.Reader.Limits.MaxSlots} material slots; merge materials or split the mesh");
            }
        }
    }
}
