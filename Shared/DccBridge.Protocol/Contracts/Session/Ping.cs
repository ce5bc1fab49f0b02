using MessagePack;

namespace DccBridge.Protocol.Contracts.Session;

/// <summary>Result of <see cref="MethodNames.Session.Ping"/>; its params are empty.</summary>
[MessagePackObject]
public readonly partial record struct PingResult([property: Key(0)] double UptimeSeconds);
