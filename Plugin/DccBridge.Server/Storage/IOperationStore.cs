namespace DccBridge.Server.Storage;

/// <summary>Operations and their idempotency keys. Outlives a killed process: what was queued or running then is interrupted now. Callable from any thread.</summary>
public interface IOperationStore : IDisposable
{
    /// <summary>The operation of that id, with its result; null when it is not known (any more).</summary>
    /// <exception cref="IOException">The file is damaged.</exception>
    StoredOperation? Find(Guid id);

    /// <summary>The newest operation that was started with that idempotency key, with its result; null when it is not known (any more).</summary>
    /// <exception cref="IOException">The file is damaged.</exception>
    StoredOperation? FindByKey(string key);

    /// <summary>All operations without their results, newest first.</summary>
    IReadOnlyList<StoredOperation> List(bool includeFinished, int limit);

    /// <summary>Keeps the operation as it is now, in the place of what was kept of it before. Survives the end of the process when this returns, and a power cut too when it is finished.</summary>
    /// <exception cref="IOException">It could not be written; what was kept before is untouched.</exception>
    void Save(StoredOperation operation);
}
