namespace DccBridge.Dcc.Clients;

/// <summary>What a running program is, and what is open in it.</summary>
public sealed record DccInfo
{
    /// <summary>Which program.</summary>
    public required DccKind Kind { get; init; }

    /// <summary>Its version as it says it ("3.4.1", "21.0.440").</summary>
    public required string Version { get; init; }

    /// <summary>The open scene or project, absolute; null when it was never saved, or none is open.</summary>
    public string? Scene { get; init; }

    /// <summary>The scene has changes that are not saved; null when the program does not tell.</summary>
    public bool? HasUnsavedChanges { get; init; }

    /// <summary>Length of one unit of the scene in metres (Blender 1, Maya 0.01 by default); null where there are no units.</summary>
    public double? MetresPerUnit { get; init; }

    /// <summary>"Y" or "Z"; null where there is none.</summary>
    public string? UpAxis { get; init; }

    /// <summary>Where its add-on puts exports of this scene, absolute; null when it does not tell.</summary>
    public string? ExportFolder { get; init; }

    /// <summary>Whether it takes code (<see cref="IDccClient.RunCodeAsync"/>): Blender's add-on has a switch for it; null when it does not tell.</summary>
    public bool? AllowsCode { get; init; }

    /// <summary>Its process; null when it is not known.</summary>
    public int? ProcessId { get; init; }
}

/// <summary>A node of a scene: by as much as is known of it.</summary>
public sealed record DccNode
{
    /// <summary>Its name, as people and exported files call it ("SM_Crate").</summary>
    public required string Name { get; init; }

    /// <summary>Its place in the scene ("|props|SM_Crate", "/obj/crate"); null when it is not known.</summary>
    public string? Path { get; init; }

    /// <summary>What stays when it is renamed or moved; null when it has none.</summary>
    public string? Uuid { get; init; }

    /// <summary>The program's own word for what it is ("MESH", "transform", "textureSet"); null when it is not known.</summary>
    public string? Type { get; init; }

    /// <summary>A node of which only the name is known: that of a node, of its shape or mesh, or of a material of it.</summary>
    public static DccNode Named(string name) => new() { Name = name };
}

/// <summary>What came of selecting nodes.</summary>
/// <param name="Found">The nodes that are selected now.</param>
/// <param name="Missing">Of what was asked for, that for which there is no node.</param>
public sealed record DccSelection(IReadOnlyList<DccNode> Found, IReadOnlyList<DccNode> Missing);

/// <summary>What a run of code gave.</summary>
/// <param name="Output">What it printed, shortened where it is long.</param>
/// <param name="Result">The value that it left in the name <c>result</c>, as JSON; "null" when it left none.</param>
public sealed record DccCodeResult(string Output, string Result);
