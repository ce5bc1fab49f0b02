using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace DccBridge.Validation;

/// <summary>Hashes of files, each computed once for a length and a time of change: a run over many assets reads only what is new. Callable from any thread.</summary>
internal sealed class SourceHashes
{
    /// <summary>Larger files are not hashed, in bytes: about a quarter of a second is the longest that one asset may wait.</summary>
    public const long MaxFileBytes = 256L * 1024 * 1024;

    private const int MaxRemembered = 100_000;
    private const int BlockBytes = 128 * 1024;

    private readonly ConcurrentDictionary<string, (long Length, DateTime Written, string Hash)> _known = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of the file's content in lower case; null when it is not there, too large or cannot be read.</summary>
    /// <param name="path">A path of this machine that was checked before.</param>
    public string? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > MaxFileBytes)
            {
                return null;
            }

            var (length, written) = (file.Length, file.LastWriteTimeUtc);
            if (_known.TryGetValue(path, out var known) && known.Length == length && known.Written == written)
            {
                return known.Hash;
            }

            if (Compute(path, length) is not { } hash)
            {
                return null;
            }

            if (_known.Count >= MaxRemembered)
            {
                _known.Clear();
            }

            _known[path] = (length, written, hash);
            return hash;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Locked by the DCC, or out of reach by now: nothing is known, and the rule says nothing.
            return null;
        }
    }

    /// <summary>Null for a file that is being written: its hash would be that of no version.</summary>
    private static string? Compute(string path, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // Pipes and devices have no length, and opening one may block for ever.
        if (length > 0)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            var block = new byte[Math.Min(BlockBytes, length)];
            long total = 0;
            for (int read; (read = stream.Read(block)) > 0;)
            {
                total += read;
                if (total > length)
                {
                    return null;
                }

                hash.AppendData(block, 0, read);
            }

            if (total != length)
            {
                return null;
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
