using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Editors;

/// <summary>What the links to editors need of the rest. The members are called from any thread and must not block.</summary>
internal sealed record LinkPorts
{
    /// <summary>Finds and reaches editors.</summary>
    public required IEditorConnector Connector { get; init; }

    /// <summary>Who connects.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>Limits and clock.</summary>
    public required ResidentOptions Options { get; init; }

    /// <summary>Takes a verdict; true when it is on disk.</summary>
    public required Func<EditorInfo, VerdictEvent, bool> Keep { get; init; }

    /// <summary>Told when a link stands, for the first time or again.</summary>
    public required Action<LinkedEditor> Connected { get; init; }

    /// <summary>Told of what happens in an editor.</summary>
    public required Action<LinkedEditor, EditorEvent> Happened { get; init; }

    /// <summary>Told when anything of a link is another than before.</summary>
    public required Action Changed { get; init; }

    /// <summary>Somebody looks, or work runs.</summary>
    public required Func<bool> IsLookedAt { get; init; }

    /// <summary>Takes lines for the log.</summary>
    public required Action<LogWeight, string, Exception?> Log { get; init; }
}
