namespace DccBridge.Validation;

/// <summary>Whether a recorded source file is there.</summary>
public enum SourcePresence
{
    /// <summary>It cannot be known here: the path belongs to another machine or to no declared root.</summary>
    Unknown = 0,

    /// <summary>It is there.</summary>
    Present = 1,

    /// <summary>Its root can be reached and the file is not below it.</summary>
    Missing = 2,
}

/// <summary>Port of the rules src.*: what the room knows of source files. Called on the thread that judges, perhaps on several at once.</summary>
public interface ISourceFiles
{
    /// <summary>Looks for a source file.</summary>
    /// <param name="sourcePath">Path as the artist's machine wrote it; untrusted.</param>
    /// <returns><see cref="SourcePresence.Unknown"/> whenever absence cannot be told from being out of reach.</returns>
    SourcePresence Find(string sourcePath);

    /// <summary>The hash of a source file's content as it is now.</summary>
    /// <param name="sourcePath">Path as the artist's machine wrote it; untrusted.</param>
    /// <returns>SHA-256, 64 lower-case hexadecimal digits; null when it cannot be known here, or would take too long.</returns>
    string? HashOf(string sourcePath) => null;

    /// <summary>Whether a path lies below one of the folders where a project keeps its sources, by its text alone.</summary>
    /// <param name="sourcePath">Path as the artist's machine wrote it; untrusted.</param>
    /// <returns>Null when no such folder was declared.</returns>
    bool? IsBelowRoot(string sourcePath) => null;
}

/// <summary>Knows nothing: the rules src.* stay silent.</summary>
public sealed class UnknownSourceFiles : ISourceFiles
{
    /// <summary>The one instance; it has no state.</summary>
    public static UnknownSourceFiles Instance { get; } = new();

    /// <inheritdoc/>
    public SourcePresence Find(string sourcePath) => SourcePresence.Unknown;
}
