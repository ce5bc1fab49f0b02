using System.Text.Json;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>Counts the elements that are looked at in one file, and stops the reading when it would take too long.</summary>
internal sealed class ElementBudget(GltfJson json)
{
    private long _spent;

    /// <summary>Counts elements that are about to be looked at.</summary>
    /// <param name="element">The entry of the JSON part that has them, for the error.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="AssetFileException">The limit is reached.</exception>
    public void Spend(JsonElement element, long count)
    {
        _spent += count;
        if (_spent > json.Limits.MaxElementsVisited)
        {
            throw json.Error(element, $"the meshes of the file, repeated ones counted each time, have more than {json.Limits.MaxElementsVisited} vertices and corners; split the asset");
        }
    }
}
