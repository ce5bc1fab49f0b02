using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Sessions;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>validation.subscribe.</summary>
internal static class SubscribeValidation
{
    public static SubscribeValidationResult Answer(SubscribeValidationParams parameters, ClientSession session)
    {
        try
        {
            var (next, pending) = session.Subscribe(parameters.Durable);
            return new SubscribeValidationResult(next, pending);
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            throw DiskFull.Error("The durable subscription", Outcome.NotStarted);
        }
    }
}
