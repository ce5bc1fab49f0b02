namespace DccBridge.Client;

/// <summary>An editor cannot be reached, or was lost for good. The text tells the person what to do, and holds no secret.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">What is wrong and what to do about it.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class EditorConnectException(EditorConnectReason reason, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Why.</summary>
    public EditorConnectReason Reason { get; } = reason;

    /// <summary>With <see cref="EditorConnectReason.VersionMismatch"/>: the protocol versions of the editor, as far as it said.</summary>
    public IReadOnlyList<int> EditorVersions { get; init; } = [];
}
