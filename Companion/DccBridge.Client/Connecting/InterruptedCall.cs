using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client.Connecting;

/// <summary>A call that the end of the connection left without an answer.</summary>
internal static class InterruptedCall
{
    /// <summary>The exception for the caller, saying what is known of the work.</summary>
    public static ConnectionLostException Lost(string method, Disconnect disconnect, bool mayHaveRun, Interruption interruption) => (mayHaveRun, interruption) switch
    {
        (false, _) => new(disconnect with { Message = $"{disconnect.Message} '{method}' was not started; it is safe to call it again." }, Outcome.NotStarted),
        (true, Interruption.FailHarmless) => new(disconnect with { Message = $"{disconnect.Message} '{method}' was not answered. It changes nothing; it is safe to call it again." }, Outcome.NotStarted),
        _ => new(disconnect with { Message = $"{disconnect.Message} Whether '{method}' was done is not known: look at the editor's operations and assets before calling it again." }, Outcome.Unknown),
    };
}
