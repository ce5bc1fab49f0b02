namespace DccBridge.Server.GameThread;

/// <summary>Which work the engine thread takes first. No priority starves another: see <see cref="WorkQueue"/>.</summary>
public enum WorkPriority
{
    /// <summary>A person waits for the answer (asset.find, asset.get).</summary>
    Interactive = 0,

    /// <summary>What somebody asked for and watches (imports, batches).</summary>
    Normal = 1,

    /// <summary>What nobody waits for.</summary>
    Background = 2,
}
