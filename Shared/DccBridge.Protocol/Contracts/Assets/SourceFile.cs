using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>Where an asset came from: the mapping that lets a finding travel back to the DCC.</summary>
[MessagePackObject]
public sealed partial record SourceFile
{
    /// <summary>Path of the file on the artist's machine, as it was sent.</summary>
    [Key(0)] public required string Path { get; init; }

    /// <summary>SHA-256 of its content, 64 lower-case hexadecimal digits.</summary>
    [Key(1)] public required string ContentHash { get; init; }

    /// <summary>The program that wrote it, as the file says ("Khronos glTF Blender I/O v3.4.50"); null when it does not say.</summary>
    [Key(2)] public string? Dcc { get; init; }

    /// <summary>Names of the nodes that carry geometry, as in the DCC.</summary>
    [Key(3)] public IReadOnlyList<string> NodeNames { get; init; } = [];

    /// <summary>Names of the materials, as in the DCC.</summary>
    [Key(4)] public IReadOnlyList<string> MaterialNames { get; init; } = [];
}
