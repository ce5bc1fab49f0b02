using DccBridge.AssetFiles.Meshes;

namespace DccBridge.AssetFiles.Obj;

/// <summary>What the faces of one object or group count so far.</summary>
internal sealed class ObjPart
{
    /// <summary>Its triangles.</summary>
    public long Triangles { get; set; }

    /// <summary>Positions that its faces use, each once.</summary>
    public long Vertices { get; set; }

    /// <summary>Its triangles without area.</summary>
    public long Degenerate { get; set; }

    /// <summary>What it counts.</summary>
    public NodeCounts Counts => new(Triangles, Vertices);
}
