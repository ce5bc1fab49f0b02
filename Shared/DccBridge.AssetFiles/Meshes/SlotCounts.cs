namespace DccBridge.AssetFiles.Meshes;

/// <summary>The material slots of a mesh in the order in which they are first used, with the triangles of each.</summary>
/// <typeparam name="TKey">What tells materials apart in the file: their index, id or name.</typeparam>
internal sealed class SlotCounts<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _places = [];
    private readonly List<(TKey Material, long Triangles)> _slots = [];

    /// <summary>Slots so far.</summary>
    public int Count => _slots.Count;

    /// <summary>The slots in the order of their first use.</summary>
    public IReadOnlyList<(TKey Material, long Triangles)> InOrder => _slots;

    /// <summary>Counts triangles for a material. A part without triangles makes its slot too.</summary>
    public void Add(TKey material, long triangles)
    {
        if (_places.TryGetValue(material, out var place))
        {
            _slots[place] = (material, _slots[place].Triangles + triangles);
            return;
        }

        _places.Add(material, _slots.Count);
        _slots.Add((material, triangles));
    }
}
