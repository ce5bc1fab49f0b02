namespace DccBridge.Validation;

/// <summary>A folder of source files under two names: as the artist's machine writes it, and as this machine reaches it.</summary>
/// <param name="Recorded">Beginning of the recorded paths ("P:\art", "/Volumes/art"), compared without case and with either slash.</param>
/// <param name="Local">The same folder on this machine, an absolute path.</param>
public sealed record SourceRoot(string Recorded, string Local);

/// <summary>
/// Looks for source files below declared roots only. A recorded path comes from the wire: probing any path would let a peer
/// explore the disk, and on Windows a path like "\\machine\share" would send the user's credentials there.
/// </summary>
public sealed class RootedSourceFiles : ISourceFiles
{
    private readonly (string Recorded, string Local)[] _roots;
    private readonly SourceHashes _hashes = new();

    /// <summary>Takes the roots; where one lies in another, the longer one is used. Without any, nothing is known of any file.</summary>
    /// <exception cref="ArgumentException">A root is empty or its local folder is not an absolute path.</exception>
    public RootedSourceFiles(IEnumerable<SourceRoot> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        _roots = [.. roots.Select(Checked).OrderByDescending(root => root.Recorded.Length)];
    }

    /// <inheritdoc/>
    public SourcePresence Find(string sourcePath) => LocalPathOf(sourcePath) switch
    {
        null => SourcePresence.Unknown,
        var path => File.Exists(path) ? SourcePresence.Present : SourcePresence.Missing,
    };

    /// <inheritdoc/>
    /// <remarks>Kept until length or time of the file change. Files of more than 256 MiB are not hashed.</remarks>
    public string? HashOf(string sourcePath) => LocalPathOf(sourcePath) is { } path ? _hashes.Of(path) : null;

    /// <inheritdoc/>
    public bool? IsBelowRoot(string sourcePath) =>
        _roots.Length == 0 || string.IsNullOrEmpty(sourcePath) ? null : RootOf(sourcePath, out var rest) is not null && IsPlain(rest);

    /// <summary>Where the file would be on this machine; null when it lies below no root that can be reached.</summary>
    private string? LocalPathOf(string sourcePath)
    {
        if (string.IsNullOrEmpty(sourcePath) || sourcePath.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        return RootOf(sourcePath, out var rest) is { } root && IsPlain(rest) && Directory.Exists(root) ? Path.Combine(root, rest) : null;
    }

    /// <summary>The local folder of the root that the path begins with; null when there is none.</summary>
    private string? RootOf(string sourcePath, out string rest)
    {
        var recorded = sourcePath.Replace('\\', '/');
        foreach (var root in _roots)
        {
            if (recorded.StartsWith(root.Recorded, StringComparison.OrdinalIgnoreCase))
            {
                rest = recorded[root.Recorded.Length..];
                return root.Local;
            }
        }

        rest = "";
        return null;
    }

    /// <summary>No way up and no second root inside: Path.Combine would follow both.</summary>
    private static bool IsPlain(string relative)
    {
        foreach (var range in relative.AsSpan().Split('/'))
        {
            var segment = relative.AsSpan(range);
            if (segment.IsEmpty || segment is "." or ".." || segment.Contains(':'))
            {
                return false;
            }
        }

        return true;
    }

    private static (string Recorded, string Local) Checked(SourceRoot root)
    {
        if (string.IsNullOrWhiteSpace(root.Recorded) || !Path.IsPathFullyQualified(root.Local))
        {
            throw new ArgumentException($"The source root \"{root.Recorded}\" -> \"{root.Local}\" needs the beginning of recorded paths and an absolute folder of this machine.", nameof(root));
        }

        var recorded = root.Recorded.Replace('\\', '/');
        return (recorded.EndsWith('/') ? recorded : recorded + "/", root.Local);
    }
}
