namespace DccBridge.Protocol.Rpc;

/// <summary>First element of an envelope. 0 to 2 are MessagePack-RPC's, the rest is DccBridge's own.</summary>
internal enum MessageKind
{
    /// <summary><c>[0, id, method, params]</c> or <c>[0, id, method, params, [timeoutMs, idempotencyKey]]</c>.</summary>
    Request = 0,

    /// <summary><c>[1, id, error, result]</c>.</summary>
    Response = 1,

    /// <summary><c>[2, method, params]</c>.</summary>
    Notification = 2,

    /// <summary><c>[3, id]</c>: the caller no longer wants the answer.</summary>
    Cancel = 3,

    /// <summary><c>[4, id, fraction, message, operationId]</c>.</summary>
    Progress = 4,

    /// <summary><c>[5, id, bin]</c>, or <c>[5, id, nil]</c> after the last chunk.</summary>
    Chunk = 5,

    /// <summary><c>[6, id, n]</c>: the receiver takes n more chunks.</summary>
    Credit = 6,

    /// <summary><c>[7, text]</c>: the sender ends the connection on purpose and sends nothing more.</summary>
    Close = 7,

    /// <summary><c>[8]</c>: are you there?</summary>
    Ping = 8,

    /// <summary><c>[9]</c>: yes.</summary>
    Pong = 9,
}
