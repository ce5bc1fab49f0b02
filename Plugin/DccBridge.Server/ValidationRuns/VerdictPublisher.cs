using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Sessions;
using DccBridge.Server.Storage;
using DccBridge.Protocol.Contracts;

namespace DccBridge.Server.ValidationRuns;

/// <summary>Numbers and keeps verdicts, then pushes them to every subscribed session. One at a time, so that they leave in the order of their numbers.</summary>
internal sealed class VerdictPublisher(Guid instanceId, IEventLog events, SessionTable sessions)
{
    private readonly Lock _lock = new();

    /// <exception cref="RpcException"><see cref="ErrorCode.DiskFull"/>: it could not be kept, and nobody got it.</exception>
    public void Publish(Verdict verdict)
    {
        lock (_lock)
        {
            LoggedEvent logged;
            try
            {
                logged = events.Append(instanceId, sequence => MessageCodec.Encode(new VerdictEvent { Id = new EventId(instanceId, sequence), Verdict = verdict }));
            }
            catch (IOException exception) when (DiskFull.IsCauseOf(exception))
            {
                throw DiskFull.Error($"The verdict on '{verdict.AssetPath}'", Outcome.Unknown);
            }

            sessions.Push(logged);
        }
    }

    /// <summary>Returns when all that was published is on the disk.</summary>
    public void Flush() => events.Flush();
}
