namespace DccBridge.Server.Storage;

/// <summary>Sessions that can be resumed after a restart. Outlives a killed process. Callable from any thread.</summary>
public interface ISessionStore : IDisposable
{
    /// <summary>What is kept, in no order.</summary>
    IReadOnlyList<StoredSession> List();

    /// <summary>Keeps the session as it is now. Survives the end of the process when this returns, not always a power cut: then its client begins anew.</summary>
    /// <exception cref="IOException">It could not be written; what was kept before is untouched.</exception>
    void Save(StoredSession session);

    /// <summary>Forgets the session.</summary>
    /// <exception cref="IOException">It could not be written; the session is still kept.</exception>
    void Remove(string id);
}
