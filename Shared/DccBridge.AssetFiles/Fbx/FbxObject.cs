using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>One object of the file: what it is, and where its record lies.</summary>
/// <param name="Index">Its place in <see cref="FbxDocument.Objects"/>.</param>
/// <param name="Name">Its name in the DCC; may be empty.</param>
/// <param name="Kind">What it is more closely ("Mesh", "LimbNode", "Cluster"); may be empty.</param>
/// <param name="Record">Its record; the name of that is what it is at all ("Model", "Geometry").</param>
internal sealed record FbxObject(int Index, string Name, string Kind, FbxRecord Record)
{
    /// <summary>True when it is of that class, and of that kind if one is named.</summary>
    public bool Is(string type, string? kind = null) => Record.Name == type && (kind is null || Kind == kind);
}

/// <summary>One end of a connection.</summary>
/// <param name="Object">The object there.</param>
/// <param name="Property">The property of the parent that it is connected to ("DiffuseColor"); null when it is the parent itself.</param>
internal readonly record struct FbxLink(FbxObject Object, string? Property);
