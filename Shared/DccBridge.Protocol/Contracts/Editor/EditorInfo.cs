using MessagePack;

namespace DccBridge.Protocol.Contracts.Editor;

/// <summary>Who an editor is. Does not change while it runs. Result of <see cref="MethodNames.Editor.Info"/>.</summary>
[MessagePackObject]
public sealed partial record EditorInfo
{
    /// <summary>New at each start of the editor.</summary>
    [Key(0)] public required Guid InstanceId { get; init; }

    /// <summary>Process id on the editor's machine.</summary>
    [Key(1)] public required int ProcessId { get; init; }

    /// <summary>Name of the project ("Crates"), for people.</summary>
    [Key(2)] public required string ProjectName { get; init; }

    /// <summary>Path of the project file or content folder on the editor's machine.</summary>
    [Key(3)] public required string ProjectPath { get; init; }

    /// <summary>"Unreal 5.7.1", or "headless".</summary>
    [Key(4)] public required string Engine { get; init; }

    /// <summary>Version of DccBridge on the editor's side.</summary>
    [Key(5)] public required string Version { get; init; }

    /// <summary>When the editor's server started, UTC.</summary>
    [Key(6)] public required DateTime StartedAt { get; init; }
}
