namespace DccBridge.Client.Connecting;

/// <summary>What becomes of a call that was sent and whose answer the end of the connection took.</summary>
internal enum Interruption
{
    /// <summary>It fails: whether it was done is not known.</summary>
    Fail,

    /// <summary>It fails: it only reads, so there is nothing to know.</summary>
    FailHarmless,

    /// <summary>It is sent again after the reconnect: the editor does it once, or doing it twice is the same.</summary>
    Repeat,
}
