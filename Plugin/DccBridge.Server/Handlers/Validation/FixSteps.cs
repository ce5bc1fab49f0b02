using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>The fixes that can be taken back, as the handlers use them.</summary>
internal sealed class FixSteps(IFixStore store, IBridgeLog log, TimeProvider time)
{
    /// <summary>Now, UTC.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The fix of that id; null when it is not known (any more).</summary>
    public StoredFix? Find(Guid id) => store.Find(id);

    /// <summary>Keeps a fix that is about to be made.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.DiskFull"/>: it could not be kept, so nothing was changed.</exception>
    public void Keep(StoredFix step)
    {
        try
        {
            store.Save(step);
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            throw DiskFull.Error("The step that would take the fix back", Outcome.NotStarted);
        }
    }

    /// <summary>Forgets a fix that was not made, or was taken back. One that stays does no harm: the assets are not as it says they are, and so it is refused.</summary>
    public void Forget(Guid id)
    {
        try
        {
            store.Remove(id);
        }
        catch (IOException exception)
        {
            log.Write(BridgeLogLevel.Warning, "A fix that is no longer there to take back could not be taken off the list.", exception);
        }
    }
}
