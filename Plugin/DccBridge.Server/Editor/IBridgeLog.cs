namespace DccBridge.Server.Editor;

/// <summary>How much a line of the log matters.</summary>
public enum BridgeLogLevel
{
    /// <summary>For the developers of DccBridge.</summary>
    Debug,

    /// <summary>What happened.</summary>
    Information,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}

/// <summary>The editor's log. Callable from any thread; never throws.</summary>
public interface IBridgeLog
{
    /// <summary>Writes one line. Never secrets, never payloads.</summary>
    void Write(BridgeLogLevel level, string message, Exception? exception = null);
}
