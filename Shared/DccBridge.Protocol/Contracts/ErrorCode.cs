namespace DccBridge.Protocol.Contracts;

/// <summary>
/// Every error that can cross the wire. Numbers are never reused. 1-99: the connection; 100-199: the call; 200-299: the editor;
/// 300-399: assets and files; 400-499: validation.
/// </summary>
public enum ErrorCode
{
    /// <summary>Something went wrong inside that has no better code; the text is bland on purpose, the log of the answering side has the rest.</summary>
    Internal = 1,

    /// <summary>A frame or an envelope is not what the protocol allows.</summary>
    ProtocolViolation = 2,

    /// <summary>A length, count or depth is above its cap.</summary>
    TooLarge = 3,

    /// <summary>The handshake failed: no common version, a wrong proof, the wrong editor.</summary>
    HandshakeFailed = 4,

    /// <summary>The connection ended before the answer came.</summary>
    ConnectionLost = 5,

    /// <summary>No method of that name.</summary>
    MethodNotFound = 100,

    /// <summary>The params do not decode, or a field has a value that is not allowed; the text names the field and what is allowed.</summary>
    InvalidParams = 101,

    /// <summary>The session lacks the scope that the method needs; the text names the scope.</summary>
    ScopeMissing = 102,

    /// <summary>The request id is already in use by a running request of this connection.</summary>
    DuplicateRequest = 103,

    /// <summary>The deadline passed; <see cref="Outcome"/> says what is known of the work.</summary>
    DeadlineExceeded = 104,

    /// <summary>The caller cancelled, or the operation was cancelled.</summary>
    Cancelled = 105,

    /// <summary>Too much is queued; try again later.</summary>
    Busy = 106,

    /// <summary>The idempotency key was used before with other params.</summary>
    IdempotencyConflict = 107,

    /// <summary>No operation of that id or key is known.</summary>
    OperationNotFound = 108,

    /// <summary>The method has to come after <see cref="MethodNames.Session.Open"/>.</summary>
    SessionNotOpen = 109,

    /// <summary>The editor is stopping and takes no more work.</summary>
    EditorStopping = 200,

    /// <summary>The time limit passed before the work began, because the editor is stalled or shows a modal dialog; nothing was done. The text names what blocks it.</summary>
    EditorBlocked = 201,

    /// <summary>The editor has no room left on its disk.</summary>
    DiskFull = 202,

    /// <summary>The editor plays in the editor (PIE); what changes assets has to wait until it is stopped.</summary>
    PlayInEditor = 203,

    /// <summary>A plugin or part of the engine that the method needs is switched off or missing; the text names it and says how to switch it on.</summary>
    EditorPartMissing = 204,

    /// <summary>An object of the editor is gone: destroyed, garbage-collected, or of a map that was closed.</summary>
    ObjectGone = 205,

    /// <summary>A script of DccBridge failed inside the editor's Python; the editor's log says more.</summary>
    EditorScriptFailed = 206,

    /// <summary>No asset of that path.</summary>
    AssetNotFound = 300,

    /// <summary>An asset of that path exists and overwriting was not asked for.</summary>
    AssetExists = 301,

    /// <summary>The asset path is not allowed: outside the content root, too long, or not a package path.</summary>
    InvalidAssetPath = 302,

    /// <summary>The file is of a type that cannot be imported.</summary>
    UnsupportedFile = 303,

    /// <summary>The file is malformed; the text names the file and the offset in bytes.</summary>
    MalformedFile = 304,

    /// <summary>No transfer of that id is open.</summary>
    TransferNotFound = 305,

    /// <summary>Chunks do not continue where the transfer stands; the text gives the right offset.</summary>
    TransferOffset = 306,

    /// <summary>The bytes do not have the announced content hash.</summary>
    HashMismatch = 307,

    /// <summary>The content hash is not known to the editor: upload first.</summary>
    ContentMissing = 308,

    /// <summary>The settings file of the validation is wrong; the text names file, line and what is allowed.</summary>
    InvalidSettings = 400,

    /// <summary>A fix would change something else than what was agreed to: look at a new preview.</summary>
    PlanChanged = 401,

    /// <summary>There is no such step to take back: too old, taken back already, or changed since by somebody else.</summary>
    CannotUndo = 402,
}
