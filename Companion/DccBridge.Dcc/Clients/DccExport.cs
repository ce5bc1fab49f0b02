using System.Text.Json;

namespace DccBridge.Dcc.Clients;

/// <summary>The type of the file that a program writes.</summary>
public enum DccExportFormat
{
    /// <summary>glTF in one file.</summary>
    Glb = 0,

    /// <summary>FBX.</summary>
    Fbx = 1,

    /// <summary>The textures of a project (Substance Painter alone): several files in the folder.</summary>
    Textures = 2,
}

/// <summary>What to export, and where to.</summary>
public sealed record DccExportRequest
{
    /// <summary>Where the file goes, absolute. It must be there.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the file without its ending; null takes the name of the selected node, or of the scene.</summary>
    public string? Name { get; init; }

    /// <summary>Its type; null is what suits the program best (Blender and Houdini glTF, Maya FBX, Substance Painter textures).</summary>
    public DccExportFormat? Format { get; init; }

    /// <summary>All that the scene shows in place of the selection.</summary>
    public bool WholeScene { get; init; }

    /// <summary>
    /// Options of the program's exporter, over those that make the file right for Unreal; the names are those of its own exporter
    /// (Blender: the parameters of <c>export_scene.gltf</c>).
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Options { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>What was exported.</summary>
/// <param name="File">The file, absolute.</param>
/// <param name="Sidecar">The side-car beside it, absolute; null when the program writes none.</param>
/// <param name="MoreFiles">Further files of the same export, absolute.</param>
/// <param name="Warnings">What a person should know of it.</param>
public sealed record DccExport(string File, string? Sidecar, IReadOnlyList<string> MoreFiles, IReadOnlyList<string> Warnings);
