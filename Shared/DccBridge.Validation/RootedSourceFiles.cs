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

    /// <summary>Takes the roots; where one lies in another, the longer one is used.</summary>
    /// <exception cref="ArgumentException">A root is empty or its local folder is not an absolute path.</exception>
    public RootedSourceFiles(IEnumerable<SourceRoot> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        _roots = [.. roots.Select(Checked).OrderByDescending(root => root.Recorded.Length)];
    }

    /// <inheritdoc/>
    public SourcePresence Find(string sourcePath)
    {
        if (string.IsNullOrEmpty(sourcePath) || sourcePath.Contains('\0', StringComparison.Ordinal))
        {
            return SourcePresence.Unknown;
        }

        var recorded = sourcePath.Replace('\\', '/');
        foreach (var root in _roots)
        {
            if (!recorded.StartsWith(root.Recorded, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rest = recorded[root.Recorded.Length..];
            if (rest.Length == 0 || !IsPlain(rest) || !Directory.Exists(root.Local))
            {
                return SourcePresence.Unknown;
            }

            return File.Exists(Path.Combine(root.Local, rest)) ? SourcePresence.Present : SourcePresence.Missing;
        }

        return SourcePresence.Unknown;
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
