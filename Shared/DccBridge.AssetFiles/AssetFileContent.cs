using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles;

/// <summary>What a file holds.</summary>
public sealed record AssetFileContent
{
    /// <summary>The class of the asset that the file becomes, one of <see cref="AssetClasses"/>.</summary>
    public required string Class { get; init; }

    /// <summary>The facts. Of a texture the import settings are those of <see cref="TextureImportDefaults"/>.</summary>
    public required AssetFacts Facts { get; init; }

    /// <summary>The program that wrote the file, in its own words ("Khronos glTF Blender I/O v3.4.50"); null when the file does not say.</summary>
    public string? Dcc { get; init; }

    /// <summary>Names of the nodes that carry a mesh, in the order of <see cref="MeshFacts.Nodes"/>; a name may occur twice.</summary>
    public IReadOnlyList<string> NodeNames { get; init; } = [];

    /// <summary>Names of the materials in use, in the order of the slots; empty slots are left out.</summary>
    public IReadOnlyList<string> MaterialNames { get; init; } = [];

    /// <summary>Other files that this one needs, relative to its folder, with forward slashes: buffers and images of a glTF, the .mtl and the images of an OBJ. Each once; images are not checked for existence.</summary>
    public IReadOnlyList<string> ExternalFiles { get; init; } = [];
}
