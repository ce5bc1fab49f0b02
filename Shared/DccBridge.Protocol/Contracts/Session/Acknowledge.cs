using MessagePack;

namespace DccBridge.Protocol.Contracts.Session;

/// <summary>Params of <see cref="MethodNames.Session.Acknowledge"/>: all events up to and including <paramref name="Sequence"/> arrived and are kept. The result is empty.</summary>
[MessagePackObject]
public readonly partial record struct AcknowledgeParams([property: Key(0)] long Sequence);
