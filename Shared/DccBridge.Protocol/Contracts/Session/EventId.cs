using MessagePack;

namespace DccBridge.Protocol.Contracts.Session;

/// <summary>The identity of a pushed event. A client shows an event once by dropping what (instance, sequence) it has seen.</summary>
/// <param name="InstanceId">The editor start that wrote the event.</param>
/// <param name="Sequence">Position in the editor's event log, from 1 on, rising, never reused, also across restarts.</param>
[MessagePackObject]
public readonly partial record struct EventId([property: Key(0)] Guid InstanceId, [property: Key(1)] long Sequence);
