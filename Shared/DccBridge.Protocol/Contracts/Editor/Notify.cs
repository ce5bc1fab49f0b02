using DccBridge.Protocol.Contracts.Validation;
using MessagePack;

namespace DccBridge.Protocol.Contracts.Editor;

/// <summary>Params of <see cref="MethodNames.Editor.Notify"/>. The result is an empty message.</summary>
[MessagePackObject]
public sealed partial record NotifyParams
{
    /// <summary>What the person in the editor reads: 1 to 500 characters, no control characters but line feeds.</summary>
    [Key(0)] public required string Text { get; init; }

    /// <summary>How it looks.</summary>
    [Key(1)] public Severity Severity { get; init; }

    /// <summary>How long it stays, 1 to 60 seconds, where the editor can be told; Unreal decides by itself.</summary>
    [Key(2)] public double Seconds { get; init; } = 5;
}
