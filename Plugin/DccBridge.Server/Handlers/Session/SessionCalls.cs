using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Sessions;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Handlers.Session;

/// <summary>session.open, session.ping and session.acknowledge. Answered without the engine thread.</summary>
internal sealed class SessionCalls(SessionTable sessions, EditorInfo info, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public OpenSessionResult Open(OpenSessionParams parameters, ClientLink link, RpcConnection connection)
    {
        var opened = sessions.Open(link, connection, parameters);
        return new OpenSessionResult { SessionId = opened.Session.Id, ResumeToken = opened.Token, Resumed = opened.Resumed, Editor = info };
    }

    public PingResult Ping() => new(time.GetElapsedTime(_startedAt).TotalSeconds);

    public static EmptyMessage Acknowledge(AcknowledgeParams parameters, ClientSession session)
    {
        try
        {
            session.Acknowledge(parameters.Sequence);
            return default;
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            throw DiskFull.Error("The acknowledgement", Outcome.NotStarted);
        }
    }
}
