namespace DccBridge.Server.Storage;

/// <summary>Fixes that can be taken back. Outlives a killed process. Callable from any thread.</summary>
public interface IFixStore : IDisposable
{
    /// <summary>The fix of that id; null when it is not known (any more).</summary>
    StoredFix? Find(Guid id);

    /// <summary>Keeps a fix, and drops what is too old or too many. Survives a power cut when it returns.</summary>
    /// <exception cref="IOException">It could not be written; what was kept before is untouched.</exception>
    void Save(StoredFix fix);

    /// <summary>Forgets a fix.</summary>
    /// <exception cref="IOException">It could not be written; the fix is still there.</exception>
    void Remove(Guid id);
}
