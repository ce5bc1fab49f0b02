namespace DccBridge.Companion.Transfers;

/// <summary>A file that is to be sent.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="ShownPath">As a person knows it: from the argument that named it or its folder.</param>
/// <param name="AssetPath">Package path of its main asset.</param>
/// <param name="FollowsItsAsset">No destination was given: it goes to the asset that came from it before, where there is one.</param>
/// <param name="FoundLength">Its length in bytes when it was found; 0 when nobody looked.</param>
internal sealed record CollectedFile(string FullPath, string ShownPath, string AssetPath, bool FollowsItsAsset = false, long FoundLength = 0);

/// <summary>A file or folder that is left alone.</summary>
/// <param name="ShownPath">As a person knows it.</param>
/// <param name="Reason">Why, without full stop.</param>
internal sealed record SkippedFile(string ShownPath, string Reason);

/// <summary>A folder that could not be looked into.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="ShownPath">As a person knows it.</param>
/// <param name="AssetPath">Package folder that its assets would lie in.</param>
/// <param name="Reason">What the system said.</param>
internal sealed record ClosedFolder(string FullPath, string ShownPath, string AssetPath, string Reason);

/// <summary>What a run of the collector found, all lists in the order of their paths.</summary>
internal sealed record CollectedFiles(IReadOnlyList<CollectedFile> Files, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>Folders that could not be looked into; empty for a send, which refuses them.</summary>
    public IReadOnlyList<ClosedFolder> Closed { get; init; } = [];
}
