using System.Security.Cryptography;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>What a watched file holds.</summary>
internal static class SourceHash
{
    /// <summary>Length and time of writing, cheap to look at; null when it is not there.</summary>
    public static (long Length, DateTime Written)? Look(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return info.Exists ? (info.Length, info.LastWriteTimeUtc) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>SHA-256 of the content; null while somebody writes it, or when it cannot be read.</summary>
    public static async Task<string?> OfAsync(string path, CancellationToken stop)
    {
        var before = Look(path);
        if (before is null or { Length: 0 })
        {
            // An empty one is about to be written.
            return null;
        }

        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop).ConfigureAwait(false));
            return Look(path) == before ? hash : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
