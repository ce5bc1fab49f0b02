using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>Why a file is refused.</summary>
internal enum RefusalKind
{
    /// <summary>The system did not give its bytes, or they changed meanwhile.</summary>
    Unreadable,

    /// <summary>Its content cannot be used.</summary>
    Malformed,

    /// <summary>Its asset cannot have the path that it would get.</summary>
    Path,
}

/// <summary>A file whose bytes were looked at.</summary>
internal sealed record InspectedFile
{
    /// <summary>The file.</summary>
    public required CollectedFile File { get; init; }

    /// <summary>Length in bytes; 0 when it could not be opened.</summary>
    public long Length { get; init; }

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits; null when it is refused.</summary>
    public string? ContentHash { get; init; }

    /// <summary>Class of its main asset, one of <see cref="AssetClasses"/>; null when it is refused.</summary>
    public string? Class { get; init; }

    /// <summary>Names of the materials in use.</summary>
    public IReadOnlyList<string> MaterialNames { get; init; } = [];

    /// <summary>Why it cannot be sent, naming the file and, where there is one, the offset; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>The kind of <see cref="Refusal"/>; meaningless when it can be sent.</summary>
    public RefusalKind RefusalKind { get; init; }
}
