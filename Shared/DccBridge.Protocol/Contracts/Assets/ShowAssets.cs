using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>Params of <see cref="MethodNames.Asset.Show"/>. The result is an empty message.</summary>
[MessagePackObject]
public sealed partial record ShowAssetsParams
{
    /// <summary>Package paths, 1 to 1000. A path that does not exist is an error and nothing is shown.</summary>
    [Key(0)] public required IReadOnlyList<string> Paths { get; init; }
}
