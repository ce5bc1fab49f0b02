using DccBridge.Validation;

namespace DccBridge.Companion.Offline;

/// <summary>
/// The declared source folders, for files that are themselves the sources: whether a file lies below one of them is a question, whether it is there or has
/// changed is none, and its hash was just computed.
/// </summary>
/// <param name="roots">The folders.</param>
internal sealed class DeclaredFolders(IEnumerable<SourceRoot> roots) : ISourceFiles
{
    private readonly RootedSourceFiles _roots = new(roots);

    /// <inheritdoc/>
    public SourcePresence Find(string sourcePath) => SourcePresence.Unknown;

    /// <inheritdoc/>
    public bool? IsBelowRoot(string sourcePath) => _roots.IsBelowRoot(sourcePath);
}
