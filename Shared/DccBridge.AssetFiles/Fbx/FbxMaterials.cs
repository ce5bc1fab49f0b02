using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Fbx.Geometry;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>The material slots of the whole asset: one for each material, one for all triangles without.</summary>
internal sealed class FbxMaterials(FbxDocument document)
{
    private const int NoMaterial = -1;

    private readonly SlotCounts<int> _slots = new();
    private readonly Dictionary<FbxObject, FbxObject[]> _ofModels = [];

    /// <summary>Counts the triangles of a mesh at a node, material by material.</summary>
    public void Add(FbxNode node, FbxMeshCounts counts)
    {
        foreach (var (place, triangles) in counts.Materials)
        {
            _slots.Add(SlotOf(node, place), triangles);
        }
    }

    /// <summary>What tells the slot of a material apart: the place of the material among the objects, -1 for none.</summary>
    /// <param name="node">The node that carries the mesh.</param>
    /// <param name="place">Place of the material in the node's list; one that does not exist is no material.</param>
    public int SlotOf(FbxNode node, int place)
    {
        if (!_ofModels.TryGetValue(node.Model, out var materials))
        {
            materials = [.. document.Connections.Below(node.Model).Where(link => link.Property is null && link.Object.Is("Material")).Select(link => link.Object)];
            _ofModels.Add(node.Model, materials);
        }

        return place >= 0 && place < materials.Length ? materials[place].Index : NoMaterial;
    }

    /// <summary>The facts.</summary>
    /// <exception cref="AssetFileException">The slots are more than allowed.</exception>
    public IReadOnlyList<MaterialSlot> Facts()
    {
        var limit = document.Reader.Limits.MaxSlots;
        return _slots.Count <= limit
            ? [.. _slots.InOrder.Select(slot => new MaterialSlot { Name = NameOf(slot.Material), Triangles = (int)Math.Min(slot.Triangles, int.MaxValue) })]
            : throw document.Reader.Source.Error(FbxHeader.Bytes, $"the mesh has {_slots.Count} material slots and the limit is {limit}; merge materials or split the mesh");
    }

    private string NameOf(int material) => material == NoMaterial ? "" : document.NameOf(document.Objects[material]);
}
