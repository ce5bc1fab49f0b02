using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Sidecars;

/// <summary>
/// What a DCC wrote beside an exported file: from which scene and which nodes it was made. It leads from a finding about the file back to the node in the DCC.
/// </summary>
public sealed record DccSidecar
{
    /// <summary>The layout of the file that this library reads and the add-on writes.</summary>
    public const int Version = 1;

    /// <summary>The side-car itself, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>The program as the file names it ("blender").</summary>
    public required string Dcc { get; init; }

    /// <summary>The program, when it is one that this library knows.</summary>
    public DccKind Kind => DccKinds.Parse(Dcc);

    /// <summary>Its name and version ("Blender 3.4.1").</summary>
    public required string Application { get; init; }

    /// <summary>The scene file, absolute; null when it was not saved at that time.</summary>
    public string? Scene { get; init; }

    /// <summary>Name of the exported file, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the exported file, 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The type of the exported file ("glb", "fbx").</summary>
    public string Format { get; init; } = "";

    /// <summary>The options of the program's exporter, each as JSON.</summary>
    public IReadOnlyDictionary<string, string> ExporterOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was exported.</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>Length of one unit of the scene in metres.</summary>
    public required double MetresPerUnit { get; init; }

    /// <summary>Up in the scene: "Y" or "Z".</summary>
    public required string UpAxis { get; init; }

    /// <summary>The nodes that were exported.</summary>
    public IReadOnlyList<SidecarNode> Nodes { get; init; } = [];

    /// <summary>The materials that they use.</summary>
    public IReadOnlyList<SidecarMaterial> Materials { get; init; } = [];

    /// <summary>The nodes that a finding points at: those of that name, path or UUID, else those whose shape has that name, else those that use the material.</summary>
    /// <param name="node">Name of the node in the exported file; null when the finding names none.</param>
    /// <param name="material">Name of the material; null when the finding names none.</param>
    public IReadOnlyList<DccNode> Locate(string? node, string? material)
    {
        IEnumerable<SidecarNode> found = [];
        if (node is not null)
        {
            found = Nodes.Where(n => n.Name == node || n.Path == node || n.Uuid == node);
            found = found.Any() ? found : Nodes.Where(n => n.Shape == node);
        }

        if (!found.Any() && material is not null)
        {
            found = Nodes.Where(n => n.Materials.Contains(material));
        }

        return [.. found.Select(n => n.ToNode())];
    }
}

/// <summary>A node of an export.</summary>
/// <param name="Name">Its name in the exported file and in the scene.</param>
/// <param name="Path">Its place in the scene; null when the scene has no paths.</param>
/// <param name="Uuid">What stays when it is renamed; null when it has none.</param>
/// <param name="Shape">Name of its mesh or shape, where that is another one; else null.</param>
/// <param name="Materials">The names in its material slots, in order; an empty slot is an empty text.</param>
public sealed record SidecarNode(string Name, string? Path, string? Uuid, string? Shape, IReadOnlyList<string> Materials)
{
    /// <summary>As a client of the DCC takes it.</summary>
    public DccNode ToNode() => new() { Name = Name, Path = Path, Uuid = Uuid };
}

/// <summary>A material of an export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Textures">The picture files that it uses, absolute.</param>
public sealed record SidecarMaterial(string Name, IReadOnlyList<string> Textures);
