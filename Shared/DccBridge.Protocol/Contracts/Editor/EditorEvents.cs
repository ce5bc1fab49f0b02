using MessagePack;

namespace DccBridge.Protocol.Contracts.Editor;

/// <summary>What happened in the editor.</summary>
public enum EditorEventKind
{
    /// <summary>Assets were imported or reimported, by whomever.</summary>
    AssetsImported = 0,

    /// <summary>Assets were saved.</summary>
    AssetsSaved = 1,

    /// <summary>A map was saved.</summary>
    MapSaved = 2,

    /// <summary>Another map was opened: actors of the one before are gone.</summary>
    MapOpened = 3,

    /// <summary>Actors were placed, deleted or renamed.</summary>
    ActorsChanged = 4,

    /// <summary>Other actors are selected.</summary>
    SelectionChanged = 5,
}

/// <summary>Params of <see cref="MethodNames.Editor.Subscribe"/>. The result is an empty message. A later call replaces an earlier one; it holds over reconnects.</summary>
[MessagePackObject]
public sealed partial record SubscribeEditorParams
{
    /// <summary>Which events, at most 64 entries; empty ends the subscription. Kinds that the editor does not know are ignored.</summary>
    [Key(0)] public required IReadOnlyList<EditorEventKind> Kinds { get; init; }
}

/// <summary>
/// Params of the notification <see cref="MethodNames.Editor.Event"/>. Not kept and not repeated: it says that something changed; ask for the
/// state when it matters.
/// </summary>
[MessagePackObject]
public sealed partial record EditorEvent
{
    /// <summary>What happened.</summary>
    [Key(0)] public required EditorEventKind Kind { get; init; }

    /// <summary>Package paths of assets or maps, or path names of actors ("/Game/Maps/Yard.Yard:PersistentLevel.Crate_2"); at most the first 1000.</summary>
    [Key(1)] public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How many there are in all.</summary>
    [Key(2)] public int Total { get; init; }

    /// <summary>When, UTC.</summary>
    [Key(3)] public required DateTime At { get; init; }

    /// <summary>Events of this subscription that were dropped since the last one, because the client did not keep up or was away.</summary>
    [Key(4)] public int Missed { get; init; }
}
