using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Server.Storage;

/// <summary>A fix as it is kept, so that it can be taken back.</summary>
public sealed record StoredFix
{
    /// <summary>Names the step: the id of the operation that made it.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>What it changed, without the references that followed.</summary>
    public required IReadOnlyList<FixChange> Changes { get; init; }

    /// <summary>The assets as it leaves them; an asset that is no longer so was changed by somebody else.</summary>
    public required IReadOnlyList<FixedAsset> Assets { get; init; }
}

/// <summary>An asset as a fix leaves it, as far as a later import or rename would change it.</summary>
/// <param name="Path">Package path, after the fix.</param>
/// <param name="Class">Unreal class name.</param>
/// <param name="Revision">Its revision, after the fix.</param>
/// <param name="ContentHash">Hash of its source; empty when it has none.</param>
public sealed record FixedAsset(string Path, string Class, int Revision, string ContentHash);
