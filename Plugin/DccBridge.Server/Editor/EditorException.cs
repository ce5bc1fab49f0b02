using DccBridge.Protocol.Contracts;

namespace DccBridge.Server.Editor;

/// <summary>A failure of the editor's work whose message may cross the wire: an instruction to the artist, without secrets or paths outside the project.</summary>
public sealed class EditorException(ErrorCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The code that crosses the wire with the message.</summary>
    public ErrorCode Code { get; } = code;
}
