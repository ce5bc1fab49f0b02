using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>The latest verdict on an asset, as it is kept.</summary>
internal sealed record KeptAsset
{
    /// <summary>Path of the project: two may have one name.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>Name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>Package path.</summary>
    public required string Path { get; init; }

    /// <summary>Unreal class name.</summary>
    public required string Class { get; init; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The sum of the findings.</summary>
    public VerdictOutcome Outcome { get; init; }

    /// <summary>Why it was judged.</summary>
    public ValidationUseCase UseCase { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset ValidatedAt { get; init; }

    /// <summary>The file that was sent; null when it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>Content hash of that file.</summary>
    public string? ContentHash { get; init; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<KeptFinding> Findings { get; init; } = [];

    /// <summary>All judgements that are kept, newest first, this one included; null in a line of the journal that adds one.</summary>
    public IReadOnlyList<VerdictView>? History { get; init; }
}

/// <summary>A finding as it is kept.</summary>
internal sealed record KeptFinding
{
    /// <summary>Stays the same while the finding stays.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>How bad it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>How to mend it.</summary>
    public required string Fix { get; init; }

    /// <summary>Node in the DCC.</summary>
    public string? Node { get; init; }

    /// <summary>Material in the DCC.</summary>
    public string? Material { get; init; }

    /// <summary>Material slot; null when it is not about one.</summary>
    public int? Slot { get; init; }

    /// <summary>Why it is accepted.</summary>
    public string? SuppressedBecause { get; init; }

    /// <summary>When it was first found, UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }
}

/// <summary>A line of the journal: an asset that was judged, or one that is gone.</summary>
internal sealed record FindingLine
{
    /// <summary>What was judged.</summary>
    public KeptAsset? Asset { get; init; }

    /// <summary>Project and path of what is gone, divided by a line feed.</summary>
    public string? Gone { get; init; }
}
