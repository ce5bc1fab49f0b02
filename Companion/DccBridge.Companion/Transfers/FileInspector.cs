using System.Buffers;
using System.Security.Cryptography;
using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>Looks into a file as the editor will: a malformed one is found before it travels.</summary>
internal static class FileInspector
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Up to this length, in bytes, a file is read once, and hashed and looked into in memory.</summary>
    private const int SmallFile = 1 << 20;

    // Nobody who sends a file asks for its overlaps here; the editor measures them at the import.
    private static readonly AssetFileLimits ForSending = AssetFileLimits.Default with { MaxUvGridSteps = 0 };

    /// <summary>Hashes and reads one file. What is wrong with the file is said in <see cref="InspectedFile.Refusal"/> and not thrown.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hashed">Told of bytes as they are hashed.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static Task<InspectedFile> InspectAsync(CollectedFile file, Action<long> hashed, CancellationToken cancellation) =>
        Task.Run(() => Read(file, ForSending, AssetFileDepth.Whole, hashed, cancellation).Inspected, cancellation);

    /// <summary>As <see cref="InspectAsync"/>, with the content, on the thread of the caller.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">What is accepted, and what is measured.</param>
    /// <param name="depth">How far to look.</param>
    /// <param name="hashed">Told of bytes as they are hashed.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static FileReading Read(CollectedFile file, AssetFileLimits limits, AssetFileDepth depth, Action<long> hashed, CancellationToken cancellation)
    {
        long length = 0;
        try
        {
            if (!AssetPath.TryParse(file.AssetPath, out _, out var problem))
            {
                return Refused(RefusalKind.Path, $"'{file.ShownPath}': {problem}");
            }

            var before = Look(file.FullPath);
            length = before.Length;
            if (length == 0)
            {
                // Not opened: a named pipe looks like this too, and opening one waits for ever.
                return Refused(RefusalKind.Malformed, $"{Path.GetFileName(file.FullPath)} is empty; export it again.");
            }

            cancellation.ThrowIfCancellationRequested();
            var (hash, content) = length <= SmallFile
                ? ReadSmall(file.FullPath, (int)length, limits, depth, hashed, cancellation)
                : ReadLarge(file.FullPath, limits, depth, hashed, cancellation);
            if (content is null || Look(file.FullPath) != before)
            {
                return Refused(RefusalKind.Unreadable, $"'{file.ShownPath}' changed while it was read. Wait until its program has written it, and run this again.");
            }

            var inspected = new InspectedFile { File = file, Length = length, ContentHash = hash, Class = content.Class, MaterialNames = content.MaterialNames };
            return new FileReading(inspected, content);
        }
        catch (AssetFileException e)
        {
            return Refused(RefusalKind.Malformed, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(RefusalKind.Unreadable, $"'{file.ShownPath}' cannot be read: {e.Message} Close the program that writes it, or mend its rights.");
        }

        FileReading Refused(RefusalKind kind, string why) => new(new InspectedFile { File = file, Length = length, Refusal = why, RefusalKind = kind }, null);
    }

    private static (long Length, DateTime Written) Look(string path)
    {
        // Length throws when it is not there, which LastWriteTimeUtc does not.
        var info = new FileInfo(path);
        return (info.Length, info.LastWriteTimeUtc);
    }

    // From the bytes, not from the path: the editor gets this one file and none of its neighbours.
    private static (string Hash, AssetFileContent? Content) ReadSmall(string path, int length, AssetFileLimits limits, AssetFileDepth depth, Action<long> hashed, CancellationToken cancellation)
    {
        // One byte more than there should be, to see a file that grew.
        var buffer = ArrayPool<byte>.Shared.Rent(length + 1);
        try
        {
            var count = 0;
            using (var handle = File.OpenHandle(path))
            {
                int read;
                while (count <= length && (read = RandomAccess.Read(handle, buffer.AsSpan(count, length + 1 - count), count)) > 0)
                {
                    count += read;
                }
            }

            if (count != length)
            {
                return ("", null);
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, count)));
            hashed(count);
            cancellation.ThrowIfCancellationRequested();
            using var stream = new MemoryStream(buffer, 0, count, writable: false, publiclyVisible: true);
            return (hash, AssetFile.Read(stream, Path.GetFileName(path), limits, depth));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (string Hash, AssetFileContent? Content) ReadLarge(string path, AssetFileLimits limits, AssetFileDepth depth, Action<long> hashed, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        var hash = Hash(stream, hashed, cancellation);
        stream.Position = 0;
        using var stoppable = new StoppableStream(stream, cancellation);
        using var buffered = new BufferedStream(stoppable, 64 * 1024);
        return (hash, AssetFile.Read(buffered, Path.GetFileName(path), limits, depth));
    }

    private static string Hash(FileStream stream, Action<long> hashed, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = stream.Read(buffer, 0, BufferBytes)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                hashed(count);
                cancellation.ThrowIfCancellationRequested();
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
