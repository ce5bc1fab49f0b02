namespace DccBridge.Companion.Resident.Sources;

/// <summary>A sent file as it is kept: a line of the journal, the newest of an id counts.</summary>
internal sealed record SourceLine
{
    /// <summary>Names it in the API.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Path of the project it was sent to.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>Name of that project.</summary>
    public required string Project { get; init; }

    /// <summary>SHA-256 of what was sent.</summary>
    public required string ContentHash { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>SHA-256 of the newest content that somebody was told of; null when it is what was sent.</summary>
    public string? ToldHash { get; init; }

    /// <summary>When the change was seen, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Number of the newest change that somebody was told of. Rises over all files and restarts: it is the order in which they changed, and names what is sent because of it.</summary>
    public long Change { get; init; }

    /// <summary>It is watched no more.</summary>
    public bool IsForgotten { get; init; }
}
