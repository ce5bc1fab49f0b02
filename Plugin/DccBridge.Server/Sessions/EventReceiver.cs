using DccBridge.Protocol.Rpc;

namespace DccBridge.Server.Sessions;

/// <summary>Who is to get an editor event, as it was when the event happened.</summary>
/// <param name="Session">The subscriber.</param>
/// <param name="Connection">Its connection at that moment; null when it was away and so misses the event.</param>
internal readonly record struct EventReceiver(ClientSession Session, RpcConnection? Connection);
