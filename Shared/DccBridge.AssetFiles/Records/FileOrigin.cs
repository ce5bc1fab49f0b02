namespace DccBridge.AssetFiles.Records;

/// <summary>Where a file comes from and where its main asset goes: what the records say beside the file's own content.</summary>
public sealed record FileOrigin
{
    /// <summary>Package path of the main asset ("/Game/Props/SM_Crate").</summary>
    public required string AssetPath { get; init; }

    /// <summary>Path of the file on the artist's machine.</summary>
    public required string SourcePath { get; init; }

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>When it is imported, UTC.</summary>
    public required DateTime ImportedAt { get; init; }
}
