using System.Text.Json;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>The accessors of a glTF, each read and checked when it is first needed: what no mesh uses may be compressed or broken.</summary>
internal sealed class GltfAccessorList(GltfJson json, GltfBuffers buffers)
{
    private readonly JsonElement[] _elements = json.Objects(json.Root, "accessors");
    private readonly Dictionary<int, GltfAccessor> _read = [];

    /// <summary>How many there are.</summary>
    public int Count => _elements.Length;

    /// <summary>The accessor at an index that was checked.</summary>
    public GltfAccessor this[int index] =>
        _read.TryGetValue(index, out var accessor) ? accessor : _read[index] = GltfAccessor.Read(json, buffers, _elements[index]);
}
