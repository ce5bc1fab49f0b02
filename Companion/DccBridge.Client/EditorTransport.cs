using DccBridge.Protocol.Transport;

namespace DccBridge.Client;

/// <summary>A fresh connection to an editor, before the handshake.</summary>
/// <param name="Transport">Owned by whoever gets it.</param>
/// <param name="Port">The TCP port that it really goes to; 0 for a Unix socket or in memory. The handshake compares it with what the editor says.</param>
public readonly record struct EditorTransport(ITransport Transport, int Port);
