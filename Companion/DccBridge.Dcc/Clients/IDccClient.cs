namespace DccBridge.Dcc.Clients;

/// <summary>
/// One running program. It connects at the first call and, after a loss, again at the next one; nothing runs in between. Every call has a limit of time
/// (<see cref="DccClientOptions"/>) and fails with a <see cref="DccException"/> whose text says what to do in that program. Calls of several threads wait for each other:
/// a program does one thing at a time on its main thread.
/// </summary>
public interface IDccClient : IAsyncDisposable
{
    /// <summary>Which program.</summary>
    DccKind Kind { get; }

    /// <summary>Where it listens ("127.0.0.1:18811").</summary>
    string Address { get; }

    /// <summary>What it can be asked for.</summary>
    DccCapabilities Capabilities { get; }

    /// <summary>What it is, and what is open in it.</summary>
    /// <exception cref="DccException">It did not do it.</exception>
    Task<DccInfo> GetInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>The selected nodes, in the program's order.</summary>
    /// <exception cref="DccException">It did not do it.</exception>
    Task<IReadOnlyList<DccNode>> GetSelectionAsync(CancellationToken cancellationToken = default);

    /// <summary>Exports, with a side-car beside the file.</summary>
    /// <exception cref="DccException">It did not do it. What an export that failed had begun is removed as far as the program lets it.</exception>
    Task<DccExport> ExportSelectionAsync(DccExportRequest request, CancellationToken cancellationToken = default);

    /// <summary>Opens a scene or project in place of the open one.</summary>
    /// <param name="scene">The file, absolute.</param>
    /// <param name="discardChanges">Changes that nobody saved may be lost; otherwise such a scene is refused.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DccException">It did not do it.</exception>
    Task OpenFileAsync(string scene, bool discardChanges = false, CancellationToken cancellationToken = default);

    /// <summary>Selects nodes in place of the selection, and shows them. Each is looked up by its UUID, then by its path, then by its name (of a node, its shape, or a material of it).</summary>
    /// <exception cref="DccException">It did not do it.</exception>
    Task<DccSelection> SelectNodesAsync(IReadOnlyList<DccNode> nodes, CancellationToken cancellationToken = default);

    /// <summary>Runs statements of Python.</summary>
    /// <param name="code">The statements; what they leave in the name <c>result</c> comes back.</param>
    /// <param name="limit">Longest wait; null is that of the options.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DccException">It did not do it; what Python raised is <see cref="DccFailure.Failed"/> with its traceback.</exception>
    Task<DccCodeResult> RunCodeAsync(string code, TimeSpan? limit = null, CancellationToken cancellationToken = default);
}
