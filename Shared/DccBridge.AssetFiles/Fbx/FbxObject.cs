using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>One object of the file: what it is, and where its record lies.</summary>
/// <param name="index">Its place in <see cref="FbxDocument.Objects"/>.</param>
/// <param name="name">Its name in the DCC; may be empty.</param>
/// <param name="kind">What it is more closely ("Mesh", "LimbNode", "Cluster"); may be empty.</param>
/// <param name="record">Its record; the name of that is what it is at all ("Model", "Geometry").</param>
internal sealed class FbxObject(int index, string name, string kind, FbxRecord record)
{
    /// <summary>Its place in <see cref="FbxDocument.Objects"/>.</summary>
    public int Index { get; } = index;

    /// <summary>Its name in the DCC; may be empty.</summary>
    public string Name { get; } = name;

    /// <summary>What it is more closely ("Mesh", "LimbNode", "Cluster"); may be empty.</summary>
    public string Kind { get; } = kind;

    /// <summary>Its record.</summary>
    public FbxRecord Record { get; } = record;

    /// <summary>True when it is of that class ("Model"), and of that kind if one is named.</summary>
    public bool Is(string type, string? kind = null) => Record.Name == type && (kind is null || Kind == kind);
}

/// <summary>One end of a connection.</summary>
/// <param name="Object">The object there.</param>
/// <param name="Property">The property of the parent that it is connected to ("DiffuseColor"); null when it is the parent itself.</param>
internal readonly record struct FbxLink(FbxObject Object, string? Property);
